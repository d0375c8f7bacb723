"""Every credential parameter of every known call, and every way in which code may bring a literal to it."""

from __future__ import annotations

import os
from random import Random
from textwrap import dedent

import pytest

from quantum_lint import knowledge, synthetic
from quantum_lint.discover import file_of
from quantum_lint.model.callee import tail
from quantum_lint.model.file import File
from quantum_lint.model.known import Binding
from tests.support import notebooks
from tests.support.scanning import scan_files, settings_for

KNOWN = knowledge.load()
CALLS = [row for rows in KNOWN.bindings.values() for row in rows if row.keyword]
ATTRIBUTES = [row for rows in KNOWN.bindings.values() for row in rows if row.attribute]
SEED = int(os.environ.get("SEED", "0")) or Random().randrange(1, 10**6)
RULE = settings_for(select=("token-in-call",))

#: In a form `VALUE` stands where the credential is written, `MODULE`, `NAME` and `CALL` for the callable (`NAME` is
#: what is imported, `CALL` what is called), `FIRST` for what comes before the argument, and `KEY` for the parameter.
FORMS: dict[str, str] = {
    "keyword": """
        from MODULE import NAME
        CALL(FIRST KEY="VALUE")
    """,
    "keyword on a line of its own": """
        from MODULE import NAME
        CALL(FIRST
            KEY="VALUE",
        )
    """,
    "star-star of a dictionary": """
        from MODULE import NAME
        config = {
            "KEY": "VALUE",
        }
        CALL(FIRST **config)
    """,
    "nested configuration": """
        from MODULE import NAME
        cfg = {"vendor": {"login": {"secret": "VALUE"}}}
        CALL(FIRST KEY=cfg["vendor"]["login"]["secret"])
    """,
    "nested star-star": """
        from MODULE import NAME
        cfg = {"vendor": {"KEY": "VALUE"}}
        CALL(FIRST **cfg["vendor"])
    """,
    "dict call": """
        from MODULE import NAME
        CALL(FIRST **dict(KEY="VALUE"))
    """,
    "merged dictionaries": """
        from MODULE import NAME
        base = {"verbose": True}
        mine = {"KEY": "VALUE"}
        both = base | mine
        CALL(FIRST **both)
    """,
    "merged in place": """
        from MODULE import NAME
        options = {}
        options |= {"KEY": "VALUE"}
        CALL(FIRST **options)
    """,
    "dictionary display with another": """
        from MODULE import NAME
        mine = {"KEY": "VALUE"}
        CALL(FIRST **{**mine, "verbose": True})
    """,
    "update": """
        from MODULE import NAME
        options = {}
        options.update(KEY="VALUE")
        CALL(FIRST **options)
    """,
    "update with a dictionary": """
        from MODULE import NAME
        options = dict()
        options.update({"KEY": "VALUE"})
        CALL(FIRST **options)
    """,
    "item assignment": """
        from MODULE import NAME
        options = {}
        options["KEY"] = "VALUE"
        CALL(FIRST **options)
    """,
    "get": """
        from MODULE import NAME
        secrets = {"mine": "VALUE"}
        CALL(FIRST KEY=secrets.get("mine"))
    """,
    "get with a literal default": """
        from MODULE import NAME
        secrets = {}
        CALL(FIRST KEY=secrets.get("mine", "VALUE"))
    """,
    "pairs": """
        from MODULE import NAME
        options = dict([("KEY", "VALUE")])
        CALL(FIRST **options)
    """,
    "zip": """
        from MODULE import NAME
        options = dict(zip(["KEY"], ["VALUE"]))
        CALL(FIRST **options)
    """,
    "dictionary comprehension": """
        from MODULE import NAME
        options = {name: value for name, value in [("KEY", "VALUE")]}
        CALL(FIRST **options)
    """,
    "constant": """
        from MODULE import NAME
        ACCESS = "VALUE"
        CALL(FIRST KEY=ACCESS)
    """,
    "annotated constant": """
        from typing import Final
        from MODULE import NAME
        ACCESS: Final[str] = "VALUE"
        CALL(FIRST KEY=ACCESS)
    """,
    "several steps": """
        from MODULE import NAME
        first = "VALUE"
        second = first
        third = second
        CALL(FIRST KEY=third)
    """,
    "chained assignment": """
        from MODULE import NAME
        one = two = "VALUE"
        CALL(FIRST KEY=two)
    """,
    "f-string": """
        from MODULE import NAME
        part = "VALUE"
        CALL(FIRST KEY=f"{part}")
    """,
    "concatenation": """
        from MODULE import NAME
        CALL(FIRST KEY="" + "VALUE")
    """,
    "augmented assignment": """
        from MODULE import NAME
        text = ""
        text += "VALUE"
        CALL(FIRST KEY=text)
    """,
    "strip": """
        from MODULE import NAME
        CALL(FIRST KEY="  VALUE\\n".strip())
    """,
    "format": """
        from MODULE import NAME
        part = "VALUE"
        CALL(FIRST KEY="{}".format(part))
    """,
    "named format": """
        from MODULE import NAME
        CALL(FIRST KEY="{part}".format(part="VALUE"))
    """,
    "percent": """
        from MODULE import NAME
        part = "VALUE"
        CALL(FIRST KEY="%s" % part)
    """,
    "percent of a dictionary": """
        from MODULE import NAME
        part = {"it": "VALUE"}
        CALL(FIRST KEY="%(it)s" % part)
    """,
    "join": """
        from MODULE import NAME
        CALL(FIRST KEY="".join(["VALUE"]))
    """,
    "str": """
        from MODULE import NAME
        CALL(FIRST KEY=str("VALUE"))
    """,
    "bytes and back": """
        from MODULE import NAME
        CALL(FIRST KEY=b"VALUE".decode())
    """,
    "str of bytes": """
        from MODULE import NAME
        CALL(FIRST KEY=str(b"VALUE", "utf-8"))
    """,
    "encode and decode": """
        from MODULE import NAME
        CALL(FIRST KEY="VALUE".encode("utf-8").decode("utf-8"))
    """,
    "replace": """
        from MODULE import NAME
        CALL(FIRST KEY="VALUE".replace("~~", ""))
    """,
    "split": """
        from MODULE import NAME
        user, secret = "somebody VALUE".split()
        CALL(FIRST KEY=secret)
    """,
    "split at a sign": """
        from MODULE import NAME
        secret = "somebody|VALUE".split("|")[1]
        CALL(FIRST KEY=secret)
    """,
    "lines of a text": '''
        from MODULE import NAME
        secret = """
        VALUE
        """.strip()
        CALL(FIRST KEY=secret)
    ''',
    "function argument": """
        from MODULE import NAME
        def connect(secret):
            return CALL(FIRST KEY=secret)
        connect("VALUE")
    """,
    "function keyword argument": """
        from MODULE import NAME
        def connect(*, secret=None):
            return CALL(FIRST KEY=secret)
        connect(secret="VALUE")
    """,
    "function default": """
        from MODULE import NAME
        def connect(secret="VALUE"):
            return CALL(FIRST KEY=secret)
    """,
    "function with star-star": """
        from MODULE import NAME
        def connect(**options):
            return CALL(FIRST **options)
        connect(KEY="VALUE")
    """,
    "function of a function": """
        from MODULE import NAME
        def inner(secret):
            return CALL(FIRST KEY=secret)
        def outer(secret):
            return inner(secret)
        outer("VALUE")
    """,
    "function that returns it": """
        from MODULE import NAME
        def secret():
            return "VALUE"
        CALL(FIRST KEY=secret())
    """,
    "function that sets a global": """
        from MODULE import NAME
        secret = None
        def load():
            global secret
            secret = "VALUE"
        load()
        CALL(FIRST KEY=secret)
    """,
    "called before it is defined below": """
        from MODULE import NAME
        def main():
            CALL(FIRST KEY=secret)
        secret = "VALUE"
        if __name__ == "__main__":
            main()
    """,
    "partial": """
        import functools
        from MODULE import NAME
        connect = functools.partial(CALL, KEY="VALUE")
        connect(FIRST_ALONE)
    """,
    "partial of a function": """
        from functools import partial
        from MODULE import NAME
        def connect(secret, verbose):
            return CALL(FIRST KEY=secret)
        ready = partial(connect, "VALUE")
        ready(True)
    """,
    "lambda": """
        from MODULE import NAME
        connect = lambda secret: CALL(FIRST KEY=secret)
        connect("VALUE")
    """,
    "class attribute": """
        from MODULE import NAME
        class Config:
            secret = "VALUE"
        CALL(FIRST KEY=Config.secret)
    """,
    "class attribute of an object": """
        from MODULE import NAME
        class Config:
            secret = "VALUE"
        CALL(FIRST KEY=Config().secret)
    """,
    "inherited attribute": """
        from MODULE import NAME
        class Base:
            secret = "VALUE"
        class Config(Base):
            pass
        CALL(FIRST KEY=Config.secret)
    """,
    "self in another method": """
        from MODULE import NAME
        class Runner:
            def __init__(self):
                self.secret = "VALUE"
            def connect(self):
                return CALL(FIRST KEY=self.secret)
    """,
    "constructor argument": """
        from MODULE import NAME
        class Runner:
            def __init__(self, secret):
                self._secret = secret
            def connect(self):
                return CALL(FIRST KEY=self._secret)
        Runner("VALUE").connect()
    """,
    "attribute set from outside": """
        from MODULE import NAME
        class Runner:
            def connect(self):
                return CALL(FIRST KEY=self.secret)
        runner = Runner()
        runner.secret = "VALUE"
        runner.connect()
    """,
    "property": """
        from MODULE import NAME
        class Runner:
            @property
            def secret(self):
                return "VALUE"
            def connect(self):
                return CALL(FIRST KEY=self.secret)
    """,
    "class method": """
        from MODULE import NAME
        class Runner:
            secret = "VALUE"
            @classmethod
            def connect(cls):
                return CALL(FIRST KEY=cls.secret)
    """,
    "static method": """
        from MODULE import NAME
        class Runner:
            @staticmethod
            def connect(secret):
                return CALL(FIRST KEY=secret)
        Runner.connect("VALUE")
    """,
    "dataclass default": """
        from dataclasses import dataclass
        from MODULE import NAME
        @dataclass
        class Config:
            secret: str = "VALUE"
        CALL(FIRST KEY=Config().secret)
    """,
    "dataclass field": """
        from dataclasses import dataclass, field
        from MODULE import NAME
        @dataclass
        class Config:
            secret: str = field(default="VALUE")
        config = Config()
        CALL(FIRST KEY=config.secret)
    """,
    "dataclass argument": """
        from dataclasses import dataclass
        from MODULE import NAME
        @dataclass(frozen=True)
        class Config:
            user: str
            secret: str
        config = Config("somebody", "VALUE")
        CALL(FIRST KEY=config.secret)
    """,
    "dataclass as a dictionary": """
        from dataclasses import asdict, dataclass
        from MODULE import NAME
        @dataclass
        class Config:
            KEY: str = "VALUE"
        CALL(FIRST **asdict(Config()))
    """,
    "namedtuple": """
        from collections import namedtuple
        from MODULE import NAME
        Account = namedtuple("Account", ["user", "secret"])
        account = Account("somebody", secret="VALUE")
        CALL(FIRST KEY=account.secret)
    """,
    "typed named tuple": """
        from typing import NamedTuple
        from MODULE import NAME
        class Account(NamedTuple):
            user: str
            secret: str = "VALUE"
        CALL(FIRST KEY=Account("somebody").secret)
    """,
    "simple namespace": """
        from types import SimpleNamespace
        from MODULE import NAME
        account = SimpleNamespace(secret="VALUE")
        CALL(FIRST KEY=account.secret)
    """,
    "enumeration": """
        from enum import Enum
        from MODULE import NAME
        class Secrets(Enum):
            MINE = "VALUE"
        CALL(FIRST KEY=Secrets.MINE.value)
    """,
    "typed dictionary": """
        from typing import TypedDict
        from MODULE import NAME
        class Account(TypedDict):
            secret: str
        account = Account(secret="VALUE")
        CALL(FIRST KEY=account["secret"])
    """,
    "settings model": """
        from pydantic import BaseModel
        from MODULE import NAME
        class Preferences(BaseModel):
            secret: str = "VALUE"
        CALL(FIRST KEY=Preferences().secret)
    """,
    "secret string of a model": """
        from pydantic import BaseModel, SecretStr
        from MODULE import NAME
        class Preferences(BaseModel):
            secret: SecretStr = SecretStr("VALUE")
        CALL(FIRST KEY=Preferences().secret.get_secret_value())
    """,
    "conditional expression": """
        import sys
        from MODULE import NAME
        CALL(FIRST KEY="VALUE" if sys.argv else None)
    """,
    "or": """
        import os
        from MODULE import NAME
        CALL(FIRST KEY=os.environ.get("MINE") or "VALUE")
    """,
    "default of a read": """
        import os
        from MODULE import NAME
        CALL(FIRST KEY=os.getenv("MINE", "VALUE"))
    """,
    "branches": """
        import sys
        from MODULE import NAME
        if sys.argv[1:]:
            secret = sys.argv[1]
        else:
            secret = "VALUE"
        CALL(FIRST KEY=secret)
    """,
    "exception handler": """
        import json
        from MODULE import NAME
        try:
            secret = json.load(open("a.json"))["secret"]
        except OSError:
            secret = "VALUE"
        CALL(FIRST KEY=secret)
    """,
    "walrus": """
        from MODULE import NAME
        if secret := "VALUE":
            CALL(FIRST KEY=secret)
    """,
    "tuple unpacking": """
        from MODULE import NAME
        user, secret = "somebody", "VALUE"
        CALL(FIRST KEY=secret)
    """,
    "starred unpacking": """
        from MODULE import NAME
        user, *secrets = ["somebody", "VALUE"]
        CALL(FIRST KEY=secrets[0])
    """,
    "list item": """
        from MODULE import NAME
        secrets = ["somebody", "VALUE"]
        CALL(FIRST KEY=secrets[-1])
    """,
    "loop over secrets": """
        from MODULE import NAME
        for secret in ["VALUE"]:
            CALL(FIRST KEY=secret)
    """,
    "loop over accounts": """
        from MODULE import NAME
        accounts = [{"user": "somebody", "secret": "VALUE"}]
        clients = [CALL(FIRST KEY=account["secret"]) for account in accounts]
    """,
    "match": """
        import sys
        from MODULE import NAME
        match sys.argv[1]:
            case "mine":
                secret = "VALUE"
            case _:
                secret = None
        CALL(FIRST KEY=secret)
    """,
    "context manager": """
        from MODULE import NAME
        with CALL(FIRST KEY="VALUE") as client:
            print(client)
    """,
    "context manager of one's own": """
        from contextlib import contextmanager
        from MODULE import NAME
        @contextmanager
        def account():
            yield "VALUE"
        with account() as secret:
            CALL(FIRST KEY=secret)
    """,
    "alias of the module": """
        import MODULE as sdk
        sdk.CALL(FIRST KEY="VALUE")
    """,
    "alias of the name": """
        from MODULE import NAME as Vendor
        VENDOR_CALL(FIRST KEY="VALUE")
    """,
    "module itself": """
        import MODULE
        MODULE.CALL(FIRST KEY="VALUE")
    """,
    "longer module path": """
        from MODULE.internal.parts import NAME
        CALL(FIRST KEY="VALUE")
    """,
    "another name for the callable": """
        from MODULE import NAME
        connect = CALL
        connect(FIRST KEY="VALUE")
    """,
    "chosen callable": """
        import sys
        from MODULE import NAME
        connect = CALL if sys.argv else print
        connect(FIRST KEY="VALUE")
    """,
    "callable in a dictionary": """
        from MODULE import NAME
        vendors = {"it": CALL}
        vendors["it"](FIRST KEY="VALUE")
    """,
    "alternative imports": """
        try:
            from MODULE import NAME
        except ImportError:
            NAME = None
        CALL(FIRST KEY="VALUE")
    """,
    "import for types": """
        from __future__ import annotations
        def connect():
            from MODULE import NAME
            return CALL(FIRST KEY="VALUE")
    """,
    "async": """
        import asyncio
        from MODULE import NAME
        async def connect(secret):
            return await CALL(FIRST KEY=secret)
        asyncio.run(connect("VALUE"))
    """,
    "decorator": """
        import functools
        from MODULE import NAME
        def logged(function):
            @functools.wraps(function)
            def wrapper(*arguments, **options):
                return function(*arguments, **options)
            return wrapper
        @logged
        def connect(secret):
            return CALL(FIRST KEY=secret)
        connect("VALUE")
    """,
    "cached function": """
        from functools import lru_cache
        from MODULE import NAME
        @lru_cache
        def secret():
            return "VALUE"
        CALL(FIRST KEY=secret())
    """,
    "thread": """
        from concurrent.futures import ThreadPoolExecutor
        from MODULE import NAME
        def connect(secret):
            return CALL(FIRST KEY=secret)
        with ThreadPoolExecutor() as pool:
            pool.submit(connect, "VALUE")
    """,
    "map": """
        from MODULE import NAME
        def connect(secret):
            return CALL(FIRST KEY=secret)
        clients = list(map(connect, ["VALUE"]))
    """,
    "earlier cell": """
        # %%
        secret = "VALUE"

        # %%
        from MODULE import NAME

        # %%
        CALL(FIRST KEY=secret)
    """,
    "wrapper of an earlier cell": """
        # %%
        from MODULE import NAME

        def connect(secret):
            return CALL(FIRST KEY=secret)

        # %%
        connect("VALUE")
    """,
    "commented out": """
        from MODULE import NAME
        # CALL(FIRST KEY="VALUE")
    """,
    "commented out with a result": """
        from MODULE import NAME
        #client = CALL(FIRST KEY='VALUE')  # my own
    """,
    "commented out on several lines": """
        from MODULE import NAME
        # client = CALL(FIRST
        #     KEY="VALUE",
        # )
    """,
    "commented out among prose": """
        from MODULE import NAME
        # To run this on the real thing, log in first:
        # client = CALL(FIRST KEY="VALUE")
        # and ask for a device (see the guide).
    """,
    "commented out after code": """
        from MODULE import NAME
        ready = None  # CALL(FIRST KEY="VALUE")
    """,
    "commented out with its constant": """
        from MODULE import NAME
        # secret = "VALUE"
        # CALL(FIRST KEY=secret)
    """,
    "commented out constant": """
        from MODULE import NAME
        import os
        # KEY = "VALUE"
        KEY = os.environ["MINE"]
        CALL(FIRST KEY=KEY)
    """,
    "commented out with its import": """
        # from MODULE import NAME
        # CALL(FIRST KEY="VALUE")
    """,
    "string block": '''
        from MODULE import NAME
        """
        client = CALL(FIRST KEY="VALUE")
        """
    ''',
    "docstring": '''
        from MODULE import NAME
        def connect(client):
            """Connect.

            >>> client = CALL(FIRST KEY="VALUE")
            """
    ''',
}
#: These run for every binding; of the others each binding takes every eighth, so that each form meets many bindings.
ALWAYS = (
    "keyword", "star-star of a dictionary", "nested configuration", "constant", "f-string", "concatenation", "strip",
    "function argument", "function default", "partial", "class attribute", "self in another method",
    "dataclass default", "or", "context manager", "alias of the module", "alias of the name", "longer module path",
    "earlier cell", "commented out", "commented out on several lines", "docstring",
)  # fmt: skip
POSITIONED: dict[str, str] = {
    "position": """
        from MODULE import NAME
        CALL(BEFORE"VALUE")
    """,
    "position after a star": """
        from MODULE import NAME
        before = [BEFORE]
        CALL(*before, "VALUE")
    """,
    "star": """
        from MODULE import NAME
        everything = (BEFORE"VALUE",)
        CALL(*everything)
    """,
    "commented out position": """
        from MODULE import NAME
        # CALL(BEFORE"VALUE")
    """,
}
ASSIGNED: dict[str, str] = {
    "attribute of an object": """
        from MODULE import NAME
        client = NAME()
        client.KEY = "VALUE"
    """,
    "attribute of the class": """
        from MODULE import NAME
        NAME.KEY = "VALUE"
    """,
    "attribute from a constant": """
        from MODULE import NAME
        SECRET = "VALUE"
        client = NAME()
        client.KEY = SECRET
    """,
    "attribute by setattr": """
        from MODULE import NAME
        client = NAME()
        setattr(client, "KEY", "VALUE")
    """,
    "attribute in a function": """
        from MODULE import NAME
        def login(client, secret):
            client.KEY = secret
        login(NAME(), "VALUE")
    """,
    "attribute of an attribute": """
        from MODULE import NAME
        class Runner:
            def __init__(self):
                self.client = NAME()
                self.client.KEY = "VALUE"
    """,
    "module in between": """
        import MODULE
        MODULE.NAME.KEY = "VALUE"
    """,
    "commented out attribute": """
        from MODULE import NAME
        # NAME.KEY = "VALUE"
    """,
    "commented out attribute of an object": """
        from MODULE import NAME
        client = NAME()
        # client.KEY = "VALUE"
    """,
    "earlier cell": """
        # %%
        from MODULE import NAME
        client = NAME()

        # %%
        client.KEY = "VALUE"
    """,
}


def call_of(binding: Binding) -> tuple[str, str, str]:
    """The module, what is imported from it, and what is called."""
    names = tail(binding.callable)
    if len(names) > 1 or names[0][:1].isupper():
        module = binding.callable[: -len(".".join(names)) - 1]
        return module, names[0], ".".join(names)
    module, _, name = binding.callable.rpartition(".")
    return module, name, name


def written(form: str, binding: Binding, value: str, position: int | None = None) -> str:
    """The form as code."""
    module, name, call = call_of(binding)
    first = f'"{binding.first}qpu", ' if binding.first else ""
    before = "None, " * (position or 0)
    text = dedent(form).lstrip("\n")
    for word, put in (
        ("VENDOR_CALL", call.replace(name, "Vendor", 1)),
        ("FIRST_ALONE", first.rstrip(", ")),
        ("FIRST ", first),
        ("FIRST\n", f"{first.rstrip()}\n"),
        ("MODULE", module),
        ("NAME", name),
        ("CALL", call),
        ("KEY", binding.keyword or binding.attribute or ""),
        ("BEFORE", before),
        ("VALUE", value),
    ):
        text = text.replace(word, put)
    return text


def files_of(code: dict[str, str]) -> tuple[File, ...]:
    """Each form as a script and as a notebook."""
    made = []
    for number, text in enumerate(code.values()):
        notebook = notebooks.build(notebooks.cells_of(text if "# %%" in text else f"# %%\n{text}"), {})
        for path, data in ((f"{number}.py", text.encode()), (f"{number}.ipynb", notebook)):
            file = file_of(path, data)
            assert isinstance(file, File)
            made.append(file)
    return tuple(made)


def missed(code: dict[str, str], provider: str, value: str) -> list[str]:
    """The forms of which the script or the notebook gives anything but the one finding there is."""
    report = scan_files(files_of(code), RULE)
    found: dict[str, list[tuple[str | None, str]]] = {}
    for finding in report.findings:
        shown = "".join(line.text for line in finding.frame if line.mark)
        found.setdefault(finding.place.path, []).append((finding.provider, shown))
    wrong = []
    for number, (name, text) in enumerate(code.items()):
        line = next(line for line in text.splitlines() if value in line)
        right = [(provider, line.replace(value, "*" * len(value)))]
        wrong += [f"{name} ({kind})" for kind in ("py", "ipynb") if found.get(f"{number}.{kind}", []) != right]
    return wrong


def name_of(binding: Binding) -> str:
    return f"{binding.callable}-{binding.keyword or binding.attribute}"


def make(binding: Binding) -> str:
    return synthetic.make(binding.provider, binding.credential, Random(f"{SEED}/{name_of(binding)}"))


@pytest.mark.parametrize("binding", CALLS, ids=name_of)
def test_call(binding):
    value = make(binding)
    others = [name for name in FORMS if name not in ALWAYS][CALLS.index(binding) % 8 :: 8]
    code = {name: written(FORMS[name], binding, value) for name in (*ALWAYS, *others)}
    for position in binding.positions:
        code |= {f"{name} {position}": written(form, binding, value, position) for name, form in POSITIONED.items()}
    assert missed(code, binding.provider, value) == [], f"SEED={SEED}"


@pytest.mark.parametrize("binding", ATTRIBUTES, ids=name_of)
def test_attribute(binding):
    value = make(binding)
    code = {name: written(form, binding, value) for name, form in ASSIGNED.items()}
    assert missed(code, binding.provider, value) == [], f"SEED={SEED}"
