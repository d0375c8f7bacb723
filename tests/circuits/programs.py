"""OpenQASM programs that are right, by what is special about them."""

from __future__ import annotations

HEAD = 'OPENQASM 2.0;\ninclude "qelib1.inc";\n'

VERSION_2 = {
    "nothing": "OPENQASM 2.0;",
    "no version": 'include "qelib1.inc";\nqreg q[1];\nh q[0];\n',
    "bell": HEAD + "qreg q[2];\ncreg c[2];\nh q[0];\ncx q[0],q[1];\nmeasure q -> c;\n",
    "broadcast": HEAD + "qreg q[3];\nqreg r[3];\nh q;\ncx q,r;\ncx q[1],r;\nswap q,r[0];\n",
    "barriers": HEAD + "qreg q[3];\nh q[0];\nbarrier q;\nh q[2];\nbarrier q[0],q[2];\nx q[1];\n",
    "own gate": HEAD
    + "gate twice(a) p,q { rx(a/2) p; // a ; here\n cx p,q; }\nqreg q[2];\ntwice(pi*(1+2)) q[0],q[1];\n",
    "opaque gate": HEAD + "opaque box(a) p,q;\nqreg q[2];\nbox(1) q[0],q[1];\n",
    "condition": HEAD + "qreg q[2];\ncreg c[2];\nmeasure q[0] -> c[0];\nif (c==1) x q[1];\nif(c == 2) h q;\n",
    "reset": HEAD + "qreg q[2];\ncreg c[1];\nreset q;\nmeasure q[1] -> c[0];\n",
    "words of the language": "OPENQASM 2.0;\nqreg q[2];\nU(0,0,pi/2) q[0];\nCX q[0],q[1];\n",
    "gates of the old header": HEAD
    + "qreg q[5];\nu1(0.1) q[0];\ncu3(1,2,3) q[0],q[1];\nc3x q[0],q[1],q[2],q[3];\nc4x q[0],q[1],q[2],q[3],q[4];\n"
    "c3sqrtx q[0],q[1],q[2],q[3];\nrc3x q[0],q[1],q[2],q[3];\nrccx q[0],q[1],q[2];\ncsx q[0],q[1];\n",
    "own gate of a known name": HEAD + "gate cu p,q { cx p,q; }\nqreg q[2];\ncu q[0],q[1];\n",
    "one line": HEAD.replace("\n", "") + "qreg q[2];h q[0];cx q[0],q[1];",
    "brackets in brackets": HEAD + "qreg q[1];\nrx(-(pi/(2*(3+1)))) q[0];\nrz(sin(pi/2)) q[0];\n",
}
