"""Grows a chain step by step on the real framework, and writes it in one of several forms."""

import re

from chance import NAMES


def shape_of(value):
    """A tensor's; None where nothing is known of it, or it is no tensor."""
    shape = getattr(value, "shape", None)
    if shape is None or getattr(shape, "rank", 0) is None:
        return None
    return [None if dim is None else int(dim) for dim in getattr(shape, "as_list", lambda: shape)()]


def grow(chain, table, float_type, longest=9, many=None):
    """The first lines and the steps, each a name and its lines. It ends where something fails."""
    inputs, steps = [], []
    count = many or chain.pick(1, 1, 1, 2)
    # All of them may be too large to compute with.
    while not any(chain.usable(each) for each in chain.floats):
        inputs, chain.floats = [], []
        for at in range(count):
            name = f"t{at}"
            inputs.append((name, [f"{name} = {chain.source()}"]))
            execute(chain, name, inputs[-1][1], float_type)
    wanted = chain.rng.randint(2, longest)
    # Rows that do not fit write nothing; one step there is in any case.
    for turn in range(100):
        if turn >= wanted and steps:
            break
        name = f"t{len(inputs) + len(steps)}"
        x = chain.tensor()
        fitting = [row for row in table if len(chain.shapes[x]) in row[1]] if not chain.wrong(0.05) else table
        if not fitting:
            break
        made = attempt(chain.pick(*fitting)[2], chain, x)
        if made is None:
            continue
        lines = [*made[0], f"{name} = {made[1]}"] if isinstance(made, tuple) else [f"{name} = {made}"]
        steps.append((name, lines))
        if not execute(chain, name, lines, float_type):
            break
        if not any(chain.usable(each) for each in chain.floats):
            break
    return inputs, steps


def attempt(make, chain, x):
    """What a row writes, or nothing where the tensor is not at all what it is for."""
    try:
        return make(chain, x)
    except (IndexError, TypeError, ValueError, ZeroDivisionError):
        chain.shapes.pop("inner", None)
        return None


def execute(chain, name, lines, float_type):
    try:
        exec("\n".join(lines), chain.values)
    except Exception:  # noqa: BLE001
        return False
    value = chain.values[name]
    shape = shape_of(value)
    chain.bind(name, shape, shape is not None and getattr(value, "dtype", None) == float_type)
    return True


def written(chain, inputs, steps):
    form = chain.pick(plain, plain, helpers, function, function, twice, traced, callable_class)
    return form(chain, inputs, steps)


def flat(steps):
    return [line for _, lines in steps for line in lines]


def indented(lines, by=1):
    return ["    " * by + line for line in lines]


def plain(chain, inputs, steps):
    return [*chain.setup(), *flat(inputs), *flat(steps)]


def used(lines, among):
    return [name for name in dict.fromkeys(NAMES.findall("\n".join(lines))) if name in among]


def helpers(chain, inputs, steps):
    """Some steps are functions of their own."""
    above, body, known = [], [], [name for name, _ in inputs]
    for name, lines in steps:
        takes = used(lines, known)
        if takes and chain.chance(0.5):
            text = "\n".join(lines)
            for at, each in enumerate(takes):
                text = re.sub(rf"\b{each}\b", f"a{at}", text)
            parameters = [f"a{at}" for at in range(len(takes))]
            inner = re.sub(rf"\b{name}\b", "out", text).split("\n")
            above += [f"def f{name}({', '.join(parameters)}):", *indented(inner), "    return out"]
            named = chain.pick(*range(1, len(takes) + 1))
            given = [each if at < named else f"a{at}={each}" for at, each in enumerate(takes)]
            body.append(f"{name} = f{name}({', '.join(given)})")
        else:
            body += lines
        known.append(name)
    return [*chain.setup(), *above, *flat(inputs), *body]


def takes(inputs):
    return ", ".join(name for name, _ in inputs)


def function(chain, inputs, steps):
    """The whole chain in a function."""
    body = [f"def net({takes(inputs)}):", *indented([*flat(steps), f"return {steps[-1][0]}"])]
    return [*chain.setup(), *body, *flat(inputs), f"out = net({takes(inputs)})"]


def twice(chain, inputs, steps):
    """The chain in a function that is called with other tensors too."""
    name, lines = inputs[0]
    chain.readable = False
    other = chain.source() if chain.chance(0.6) else lines[0].split(" = ", 1)[1]
    return [*function(chain, inputs, steps), f"{name} = {other}", f"again = net({takes(inputs)})"]


def traced(chain, inputs, steps):
    lines = function(chain, inputs, steps)
    at = next(at for at, line in enumerate(lines) if line.startswith("def net"))
    # A function that is traced may not make variables.
    may = chain.eager and "tf.Variable" not in "\n".join(lines)
    return [*lines[:at], "@tf.function", *lines[at:]] if may else lines


def callable_class(chain, inputs, steps):
    """A class that keeps what was set up."""
    settings = [line.split(" = ", 1) for line in chain.setup()]
    names = re.compile(rf"\b({'|'.join([name for name, _ in settings] or ['none'])})\b")

    def of(owner, text):
        return names.sub(lambda found: f"{owner}.{found[0]}", text)

    kept = indented([f"self.{name} = {of('self', value)}" for name, value in settings], 2) or ["        pass"]
    body = [of("self", line) for line in flat(steps)]
    call = chain.pick("__call__", "forward")
    return [
        "class Net:",
        "    def __init__(self):",
        *kept,
        f"    def {call}(self, {takes(inputs)}):",
        *indented([*body, f"return {steps[-1][0]}"], 2),
        "net = Net()",
        *[of("net", line) for line in flat(inputs)],
        f"out = net{'' if call == '__call__' else '.forward'}({takes(inputs)})",
    ]
