"""Code that is made to keep whoever reads it busy, by name."""

from __future__ import annotations

NESTED_LOOPS = "".join(f"{' ' * depth}for a{depth} in range(3):\n" for depth in range(18)) + " " * 18 + "x = f(x)\n"
CHAIN = "".join(f"def f{n}():\n    f{n + 1}(); f{n + 1}(); f{n + 1}()\n" for n in range(200)) + "f0()\n"

HOSTILE = {
    "powers": "x = 9 ** 9 ** 9 ** 9\ny = 1 << 10 ** 9\n",
    "repeated": "x = 'a' * 10 ** 10\ny = [0] * 10 ** 9\nz = b'a' * 10 ** 10\n",
    "padded": "x = '{:>100000000}'.format(1)\ny = f'{1:>100000000}'\nz = '%100000000d' % 1\nw = 'a'.zfill(10 ** 9)\n",
    "replaced": "x = 'a' * 1000\ny = x.replace('a', x).replace('a', x).replace('a', x)\n",
    "doubled": "x = 'ab'\ny = [1, 2]\n" + "x = x + x\ny = y + y\n" * 200,
    "itself": "x = []\ny = {}\n" + "x.append(x)\ny[y] = y\nf(x, y)\n" * 300,
    "nested loops": NESTED_LOOPS,
    "nested comprehensions": "f([x for a in range(16) for b in range(16) for c in range(16) for d in range(16)])\n",
    "fan of calls": CHAIN,
    "recursive": "def f(x):\n    return f(x) + f(x) + f(x)\nf(1)\n",
    "its own base": "class A(A):\n    def __init__(self):\n        A()\nA()\n",
    "long sum": "x = " + " + ".join(["x"] * 900) + "\n",
    "long chain": "x = y" + ".a()" * 900 + "\n",
    "deep brackets": "x = " + "[" * 90 + "]" * 90 + "\n",
    "deep blocks": "".join(f"{' ' * depth}if a:\n" for depth in range(90)) + " " * 90 + "f()\n",
    "growing object": "x = f()\n" + "x = g(x)\n" * 5_000,
    "growing name": "x = f()\n" + "x = x[0].y\n" * 2_000,
    "many branches": "".join(f"if a{n}:\n    x = x + '{n}'\nelse:\n    x = 'b'\n" for n in range(500)),
    "nested lists":
        (
            "x=[[0]*10**9]*10**9\ny=[[[1]*1000]*1000]*1000\nfor a in y:\n for b in a:\n  for c in b:\n"
            "   f(c)\n"
        ),
    "nested small lists": "x=[0]\n" + "x=[x,x]\n" * 3000 + "f(x)\nfor a in x:\n for b in a:\n  f(b)\n",
    "towers": "x=10**10**10\ny=2**2**2**2**2**2\nz=(10**4000)**4000\nw=1<<(1<<40)\nv=10.0**10**5\n",
    "strings": "x='a'*10**9\ny=('ab'*10**5)*10**5\nz=b'x'*10**12\nw=','.join(['a'*10**5]*10**5)\n",
    "if chain": "if x==0:\n    y=0\n" + "".join(f"elif x=={n}:\n    y={n}\n" for n in range(900)) + "f(y)\n",
    "10000 ifs": "".join(f"if x=={n}:\n    y=sdk.Device({n})\n" for n in range(10000)) + "y.run()\n",
    "10000 ifs in function":
        "def f(x):\n"
        + "".join(f"    if x=={n}:\n        return sdk.Device({n})\n" for n in range(10000))
        + "\nf(1).run()\n",
    "product bomb":
        (
            "import itertools\nfor a in itertools.product(range(10**9),repeat=4):\n f(a)\n"
            "for a in itertools.permutations(range(1000)):\n f(a)\n"
            "for a in itertools.product(*[[1,2,3,4]]*4):\n f(a)\n"
            "x=[a for a in itertools.product([1,2],repeat=10**9)]\n"
        ),
    "comprehension bomb":
        (
            "x=[[[[[a for a in range(9)] for b in range(9)] for c in range(9)] for d in range(9)] for e in range(9)]\n"
            "f(x)\n"
        )
        + "y=[a+b+c+d+e for a in range(9) for b in range(9) for c in range(9) for d in range(9) for e in range(9)]\n"
    * 20,
    "f-string bomb":
        "x='ab'\n"
        + "x=f'{x}{x}{x}'\n" * 100
        + "y=f'{x:>{10**9}}'\nz=f'{f\"{x}\"}'\n"
        + "x=f'{a}'\n"
        + "x=f'{x}{b}{x}'\n" * 100,
    "format bomb": "x='{0:{1}}'.format(1,10**9)\ny='%*d'%(10**9,1)\n",
    "class cycle":
        "class A: pass\nclass B(A): pass\nA.__bases__=(B,)\nclass A(B): pass\nclass B(A): pass\nA().x.y\nB.z\n"
    * 50,
    "getattr cycle": "class A:\n def __getattr__(self,n):\n  return getattr(self,n+'x')\nA().y.run()\n",
    "getattr mutual":
        (
            "class A:\n def __getattr__(self,n):\n  return getattr(B(),n)\nclass B:\n"
            " def __getattr__(self,n):\n  return getattr(A(),n)\nA().y.run()\n"
        ),
    "iter self":
        (
            "class A:\n def __iter__(self):\n  return self\n def __next__(self):\n  return A()\n"
            "for x in A():\n for y in x:\n  f(y)\n"
        ),
    "iter mutual":
        (
            "class A:\n def __iter__(self):\n  return B()\nclass B:\n def __iter__(self):\n  return A()\n"
            "for x in A(): f(x)\nlist(A())\n"
        ),
    "property cycle":
        (
            "class A:\n @property\n def x(self):\n  return self.y\n @property\n def y(self):\n"
            "  return self.x\nA().x\n"
        ),
    "setter cycle":
        (
            "class A:\n @property\n def x(self):\n  return self.x\n @x.setter\n def x(self,v):\n  self.x=v\n"
            "A().x=1\n"
        ),
    "attribute setters":
        "class A:\n"
        + "".join(
        f" def m{n}(self):\n  self.a{n}=self.a{(n + 1) % 300}\n  self.z=self.a{(n + 7) % 300}\n" for n in range(300)
    ),
    "attribute setters fan":
        "class A:\n"
        + "".join(f" def m{n}(self):\n  self.a{n}=self.a{n + 1}+self.a{n + 2}+self.a{n + 3}\n" for n in range(300)),
    "decorator cycle": "def d(f):\n def g(*a):\n  return d(g)(*a)\n return g\n@d\ndef h(x): return h(x)\nh(1)\n",
    "decorator tower":
        "def d(f):\n def g(*a):\n  return f(*a)+f(*a)\n return g\n"
        + "@d\n" * 200
        + "def h(x): return h(x)\nh(1)\n",
    "decorated fan":
        "def d(f):\n def g(*a):\n  f(*a); f(*a); f(*a)\n return g\n"
        + "".join(f"@d\ndef h{n}():\n    h{n + 1}(); h{n + 1}()\n" for n in range(100))
        + "h0()\n",
    "sample cycle":
        (
            "class A:\n def __init__(self, b: 'B'):\n  self.b=b\nclass B:\n def __init__(self, a: A):\n"
            "  self.a=a\ndef f(a: A): a.b.a.b.run()\n"
        ),
    "fixture cycle":
        (
            "import pytest\n@pytest.fixture\ndef a(b): return b\n@pytest.fixture\ndef b(a): return a\n"
            "def test(a): a.run()\n"
        ),
    "many fixtures":
        "import pytest\n"
        + "".join(f"@pytest.fixture\ndef a{n}(a{n + 1},a{n + 2}): return a{n + 1}\n" for n in range(200))
        + "def test(a0): a0.run()\n",
    "partial tower": "from functools import partial\np=f\n" + "p=partial(p,1)\n" * 3000 + "p(2)\n",
    "match bomb":
        "match x:\n"
        + "".join(f"    case {n}:\n        y=sdk.Device({n})\n" for n in range(3000))
        + "y.run()\n",
    "parse args bomb":
        "import argparse\np=argparse.ArgumentParser()\n"
        + "".join(f"p.add_argument('--a{n}',default={n})\n" for n in range(3000))
        + "a=p.parse_args()\n"
        + "".join(f"f(a.a{n})\n" for n in range(3000)),
    "deep with": "".join(f"{' ' * n}with a{n} as b{n}:\n" for n in range(80)) + " " * 80 + "f()\n",
    "exit stack": "import contextlib\nwith contextlib.ExitStack() as s:\n" + " x=s.enter_context(f())\n" * 3000,
    "deep lambda": "x=" + "lambda: " * 90 + "1\n" + "x" + "()" * 90 + "\n",
    "deep calls": "x=" + "f(" * 90 + ")" * 90 + "\n",
    "generators": "def a():\n yield from b()\ndef b():\n yield from a()\nfor x in a(): f(x)\n",
    "mutual recursion": "def a(n):\n b(n);b(n);b(n)\ndef b(n):\n c(n);c(n);c(n)\ndef c(n):\n a(n);a(n);b(n)\na(1)\n",
    "union bomb": "".join(f"if c{n}:\n x=sdk.A{n}()\n" for n in range(8)) + "y=x\n" + "y=y.m(x,y)\n" * 300,
    "loops in loops": "".join(f"{' ' * d}for a{d} in (1,2,3,4):\n" for d in range(60)) + " " * 60 + "f(a)\n",
    "while counters": "".join(f"i{n}=0\nwhile i{n}<10**100:\n    i{n}+=1\n    f(i{n})\n" for n in range(500)),
    "huge range": "for i in range(10**1000):\n for j in range(10**1000):\n  f(i)\n",
    "dict self": "d={}\n" + "d[len(d)]=d\n" * 3000 + "f(d)\n",
    "many methods": "class A:\n" + "".join(f" def m{n}(self):\n  return self.m{n + 1}()\n" for n in range(2000)),
    "many functions calling":
        "".join(
        f"def f{n}(x=0):\n  for i in range(3):\n   for j in range(3):\n"
        f"    f{(n * 7 + 1) % 500}(x)\n    f{(n * 3 + 2) % 500}(i)\n"
        for n in range(500)
    ),
    "ternaries": "x=" + "".join(f"a{n} if b{n} else " for n in range(80)) + "1\n",
    "star args": "f(*[1]*2000)\n" * 200,
    "kwargs": "f(**{**a,**b,**{str(n):n for n in range(16)}})\n" * 500,
    "bool chain": "x=" + " or ".join(f"a{n}" for n in range(5000)) + "\n",
    "compare chain": "x=" + " < ".join(f"a{n}" for n in range(5000)) + "\n",
}  # fmt: skip
