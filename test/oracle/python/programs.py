"""Makes small random programs from a seed. They import what the analysis cannot know from `elsewhere`, and end with `END = [...]`."""

import random

IMPORT = "from elsewhere import flag, other, number, key, items, extra"
INTEGERS = (0, 1, 2, 3, 4, 7, 10, -1, -3)
KEYS = ("a", "b", "c")


class Program:
    def __init__(self, seed, budget=14):
        self.rng = random.Random(seed)
        self.pick = lambda *values: self.rng.choice(values)
        self.lines = [IMPORT]
        self.depth = 0
        self.budget = budget
        self.made = 0
        self.scopes = [{}]
        self.functions = []
        self.objects = []
        self.loops = 0
        for kind in ("int", "list", "dict"):
            self.bind(kind)
        while self.budget > 0:
            self.statement()
        names = list(self.scopes[0])[:12] + [f"{name}.{part}" for name in self.objects[:2] for part in ("n", "k", "p")]
        self.write(f"END = [{', '.join(names)}]")
        self.text = "\n".join(self.lines) + "\n"

    def write(self, line):
        self.lines.append("    " * self.depth + line)

    def fresh(self, prefix="v"):
        self.made += 1
        return f"{prefix}{self.made}"

    def chance(self, share):
        return self.rng.random() < share

    def named(self, kind, writable=False):
        scopes = self.scopes[-1:] if writable else self.scopes
        names = [name for scope in scopes for name, other in scope.items() if other == kind]
        return self.pick(*names) if names else None

    # Expressions

    def integer(self, depth=0):
        small = lambda: self.integer(depth + 1)
        if depth > 2 or self.chance(0.25):
            return str(self.pick(*INTEGERS))
        forms = [
            lambda: self.named("int") or "5",
            lambda: self.named("int") or "5",
            lambda: f"({small()} {self.pick('+', '-', '*', '&', '|', '^')} {small()})",
            lambda: f"({small()} {self.pick('//', '%')} {self.pick(2, 3, -2, -4)})",
            lambda: f"{self.pick('abs', '-', '~', 'int')}({small()})",
            lambda: f"{self.pick('min', 'max')}({small()}, {small()})",
            lambda: f"int({small()} / {self.pick(2, 4, -5)})",
            lambda: f"len({self.pick(self.named('list'), self.named('dict'), self.named('set')) or '[1]'})",
            lambda: f"sum({self.sequence(depth + 1)})",
            lambda: f"({small()} if {self.condition(depth + 1)} else {small()})",
            lambda: f"{self.named('dict') or dict()}.get({self.key()}, {small()})",
            lambda: f"{self.named('list') or [1]}[{self.pick(0, -1, 1)}]",
            lambda: "number",
        ]
        if self.functions and len(self.scopes) < 3:
            forms.append(lambda: f"{self.pick(*self.functions)}({self.pick('', 'y=')}{small()})")
        if self.objects:
            forms.append(lambda: f"{self.pick(*self.objects)}.{self.pick('n', 'k', 'm()', 'p')}")
        return self.pick(*forms)()

    def sequence(self, depth=0):
        small = lambda: self.sequence(depth + 1)
        if depth > 2 or self.chance(0.2):
            return f"[{', '.join(self.integer(2) for _ in range(self.pick(1, 2, 3)))}]"
        return self.pick(
            lambda: self.named("list") or "[4, 2]",
            lambda: self.named("list") or "[4, 2]",
            lambda: f"[i * {self.integer(2)} for i in {self.iterable(depth)} if i {self.pick('<', '>', '!=')} {self.integer(3)}]",
            lambda: f"({small()} + {small()})",
            lambda: f"{small()}[{self.pick('1:', ':-1', '::-1', '::2', '-2:', '-1:0:-1')}]",
            lambda: f"{self.pick('sorted', 'list')}({small()})",
            lambda: f"list(map(lambda q: q + {self.integer(3)}, {small()}))",
            lambda: f"[p * q for p, q in zip({small()}, {small()})]",
        )()

    def iterable(self, depth=0):
        return self.pick(f"range({self.pick(0, 1, 2, 3)})", "items", "range(number)", self.sequence(depth + 1))

    def key(self):
        return self.pick(*map(repr, KEYS), "key")

    def condition(self, depth=0):
        if depth > 2:
            return self.pick("flag", "other")
        return self.pick(
            lambda: self.pick("flag", "other"),
            lambda: f"{self.integer(2)} {self.pick('<', '<=', '>', '==', '!=')} {self.integer(2)}",
            lambda: f"({self.condition(depth + 1)} {self.pick('and', 'or')} {self.condition(depth + 1)})",
            lambda: f"not {self.condition(depth + 1)}",
            lambda: f"{self.integer(2)} in {self.sequence(2)}",
            lambda: f"{self.key()} in {self.named('dict') or dict()}",
            lambda: f"{self.integer(2)} < {self.integer(2)} <= {self.integer(2)}",
        )()

    # Statements

    def bind(self, kind=None):
        kind = kind or self.pick("int", "int", "list", "dict", "set")
        name = (self.named(kind, writable=True) if self.chance(0.5) else None) or self.fresh()
        self.write(f"{name} = {self.value(kind)}")
        self.scopes[-1][name] = kind

    def value(self, kind):
        if kind == "int":
            return self.integer()
        if kind == "list":
            return self.sequence()
        if kind == "set":
            return f"set({self.sequence(1)})"
        return "{" + ", ".join(f"{key!r}: {self.integer(2)}" for key in self.rng.sample(KEYS, self.pick(0, 1, 2))) + "}"

    def block(self, most=2):
        """Names bound only inside are not used outside."""
        self.depth += 1
        before, length = dict(self.scopes[-1]), len(self.lines)
        for _ in range(self.rng.randint(1, most)):
            if self.budget > 0 and self.depth < 5:
                self.statement()
        if len(self.lines) == length:
            self.write("pass")
        self.scopes[-1] = before
        self.depth -= 1

    def statement(self):
        self.budget -= 1
        self.pick(*[self.bind] * 3, *[self.change] * 5, *[self.branch] * 2, self.loop, self.turns, self.attempt, self.function, self.type)()

    def change(self):
        kind = self.pick("list", "list", "dict", "set", "int", "alias", "object")
        if kind == "alias":
            kind = self.pick("list", "dict", "set")
            one, other = self.named(kind), self.named(kind)
            if one and other:
                name = self.fresh()
                self.write(f"{name} = {self.pick(one, f'{one} if flag else {other}')}")
                self.scopes[-1][name] = kind
            return
        name = self.pick(*self.objects) if kind == "object" and self.objects else self.named(kind, writable=kind == "int")
        if not name:
            return self.bind()
        number, other = self.integer(), self.sequence(2)
        forms = {
            "int": (f"{name} {self.pick('+=', '-=', '*=')} {number}",),
            "list": (f"{name}.append({number})", f"{name}.extend({other})", f"{name}[-1] = {number}", f"{name}.insert(0, {number})",
                     f"{name}.pop()", f"{name}.reverse()", f"{name}.sort()", f"del {name}[0]", f"{name}[1:2] = {other}", f"{name}.clear()"),
            "dict": (f"{name}[{self.key()}] = {number}", f"{name}.update(extra)", f"{name}.pop({self.key()}, None)",
                     f"{name}.setdefault({self.key()}, {number})", f"{name}.clear()"),
            "set": (f"{name}.add({number})", f"{name}.discard({number})", f"{name}.update({other})"),
            "object": (f"{name}.n += {number}", f"{name}.k = {number}", f"{name}.p = {number}", f"{name}.m()"),
        }
        self.write(self.pick(*forms[kind]))

    def branch(self):
        self.write(f"if {self.condition()}:")
        self.block()
        if self.chance(0.5):
            self.write("else:")
            self.block()

    def in_loop(self, first=None):
        self.loops += 1
        self.depth += 1
        if first:
            self.write(first)
        if self.chance(0.3):
            self.write(f"if {self.condition()}: {self.pick('break', 'continue')}")
        self.depth -= 1
        self.block(3)
        self.loops -= 1
        if self.chance(0.3):
            self.write("else:")
            self.block()

    def loop(self):
        name = self.fresh("i")
        self.write(f"for {name} in {self.iterable()}:")
        before = dict(self.scopes[-1])
        self.scopes[-1][name] = "int"
        self.in_loop()
        self.scopes[-1] = before

    def turns(self):
        name = self.fresh("w")
        self.write(f"{name} = 0")
        self.write(f"while {name} < {self.pick(2, 3, 'number')}:")
        self.in_loop(f"{name} += 1")

    def attempt(self):
        self.write("try:")
        self.depth += 1
        if self.chance(0.5):
            self.write(f"if {self.condition()}: raise ValueError")
        self.depth -= 1
        self.block(3)
        if self.chance(0.4):
            self.write("    " + self.pick("{}['z']", "[][0]", "int('q')", "1 // 0"))
        self.write(f"except {self.pick('Exception', 'ValueError', '(KeyError, IndexError)')}:")
        self.block()
        if self.chance(0.3):
            self.write(self.pick("else:", "finally:"))
            self.block()

    def function(self):
        if len(self.scopes) > 2:
            return self.bind()
        name, outer = self.fresh("f"), self.named("int", writable=True)
        self.write(f"def {name}(x=1, y={self.integer(2)}):")
        self.scopes.append({"x": "int", "y": "int"})
        self.depth += 1
        if outer and outer not in ("x", "y") and self.chance(0.6):
            self.write(f"{'global' if len(self.scopes) == 2 else 'nonlocal'} {outer}")
            self.scopes[-1][outer] = "int"
        known, loops, self.loops = list(self.functions), self.loops, 0
        self.depth -= 1
        self.block(3)
        self.functions, self.loops = known, loops
        self.depth += 1
        if self.chance(0.4):
            self.write(f"if {self.condition()}: return {self.integer()}")
        self.write(f"return {self.integer()}")
        self.depth -= 1
        self.scopes.pop()
        if self.depth == 0:
            self.functions.append(name)

    def type(self):
        if self.depth > 0:
            return self.bind()
        name, thing = self.fresh("C"), self.fresh("o")
        self.write(f"class {name}:")
        self.depth += 1
        self.scopes.append({})
        self.write(f"k = {self.integer(2)}")
        self.write(f"def __init__(self, n=2): self.n = n; self._p = {self.integer(2)}")
        self.write(f"def m(self): self.{self.pick('n', 'k')} {self.pick('=', '+=')} {self.integer(2)}; return self.n")
        self.write("p = property(lambda self: self._p + 1)" if self.chance(0.2) else "@property\n    def p(self): return self._p + 1")
        if "@property" in self.lines[-1]:
            self.write("@p.setter")
            self.write("def p(self, value): self._p = value * 2")
        self.scopes.pop()
        self.depth -= 1
        if self.objects and self.chance(0.3):
            self.write(f"{thing} = {self.pick(*self.objects)} if other else {name}({self.integer(2)})")
        else:
            self.write(f"{thing} = {name}({self.integer(2)})")
        self.objects.append(thing)
