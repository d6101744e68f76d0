"""Small models for the tests of simulation: one call a part, with the values that matter."""

from commonweal.simulation.schema import Action, Flow, Influence, Model, Triangle, Variable, View


def certain(value: float) -> Triangle:
    return Triangle(value, value, value)


def variable(name: str, baseline: float = 100.0, *, trend: float = 0.0, floor=None, ceiling=None) -> Variable:
    return Variable(name, baseline, certain(trend), is_stock=False, floor=floor, ceiling=ceiling, per_month=1.0)


def stock(name: str, baseline: float = 100.0, *, floor=None, ceiling=None) -> Variable:
    return Variable(name, baseline, certain(0.0), is_stock=True, floor=floor, ceiling=ceiling, per_month=1.0)


def view(elasticity: float, delay: float = 0.0, holders: int = 1) -> View:
    return View(1 if elasticity >= 0 else -1, certain(abs(elasticity)), certain(delay), holders)


def influence(cause: int, effect: int, elasticity: float, delay: float = 0.0) -> Influence:
    return Influence(cause, effect, (view(elasticity, delay),))


def action(change: float, *, variable: int = 0, option: str = "do", start=0.0, ramp=0.0, lasts=None) -> Action:
    return Action(option, variable, certain(change), start, ramp, lasts)


def model(*variables: Variable, links=(), flows=(), actions=()) -> Model:
    return Model(variables, tuple(links), tuple(flows), tuple(actions))


def flow(factor: int, stock: int, sign: int) -> Flow:
    return Flow(factor, stock, sign)
