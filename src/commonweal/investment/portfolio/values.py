"""What portfolios are worth in every draw of the future, by the product rule."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.investment.portfolio.constraints import Flags
from commonweal.simulation.schema import Floats

Places = NDArray[np.intp]

# So many numbers at a time: few enough to stay in a processor's cache.
BLOCK = 1 << 19


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """How valued factors answer to each option alone, in every draw.

    `weighted` is the level without any option times its month's discounted weight, shape (runs, factors, months);
    `ratios` the level with one option over the level without, shape (runs, factors, options, months).
    """

    weighted: Floats
    ratios: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What an objective counts: a price for each factor's weighted fall, and each option's own value.

    `price` has shape (factors,); `direct` (options, runs), or (options, 1) where it is the same in every draw.
    """

    price: Floats
    direct: Floats


def all_changes(response: Response) -> Iterator[tuple[slice, Floats]]:
    """The weighted fall of every factor under every set of options, a block of draws at a time.

    The path under a portfolio is the path without any option times the product of its options' ratios. Options are
    split in two halves, whose subsets have the products L and H; the fall is that by L, and that by H from there:
    w (1 - L H) = w (1 - L) + w L (1 - H), whose last term is one matrix product for each factor and draw.

    Parameters
    ----------
    response
        Of at most 16 options or so: there are 2 ** options portfolios.

    Yields
    ------
    tuple[slice, Floats]
        Which draws, and falls of shape (draws, factors, 2 ** options): bit i of a portfolio's number says whether
        option i is in it.
    """
    runs, factors, options, months = response.ratios.shape
    half, portfolios = options // 2, 2**options
    for block in _blocks(runs, factors * (portfolios + months * 2 ** (options - half))):
        weighted, ratios = response.weighted[block], response.ratios[block]
        low, high = _subset_products(ratios[:, :, :half]), _subset_products(ratios[:, :, half:])
        yield block, _falls(weighted, low, high).reshape(len(weighted), factors, portfolios)


def _falls(weighted: Floats, low: Floats, high: Floats) -> Floats:
    """The weighted fall where every `low` meets every `high`: shape (draws, factors, highs, lows).

    Both are products of ratios, of shape (draws, factors, subsets, months).
    """
    left = weighted[:, :, None] * low
    by_low = (weighted[:, :, None] * (1.0 - low)).sum(axis=-1)  # (draws, factors, lows)
    return np.asarray(by_low[:, :, None] + np.matmul(1.0 - high, left.swapaxes(-1, -2)))


def _blocks(runs: int, numbers: int) -> Iterator[slice]:
    """Draws, some at a time, where each takes so many numbers."""
    size = max(BLOCK // max(numbers, 1), 1)
    return (slice(start, min(start + size, runs)) for start in range(0, runs, size))


def _subset_products(ratios: Floats) -> Floats:
    """The product of every subset of options: shape (draws, factors, 2 ** options, months)."""
    draws, factors, options, months = ratios.shape
    products = np.ones((draws, factors, 2**options, months))
    for option in range(options):
        done = 2**option
        np.multiply(products[:, :, :done], ratios[:, :, option, None], out=products[:, :, done : 2 * done])
    return products


def changes_of(response: Response, plan: Flags) -> Floats:
    """The weighted fall of every factor under one plan: shape (factors, runs)."""
    ratio = response.ratios[:, :, plan].prod(axis=2)
    return np.asarray(np.einsum("rft,rft->fr", response.weighted, 1.0 - ratio))


def all_values(response: Response, worth: Worth, portfolios: Places) -> tuple[Floats, Floats]:
    """What portfolios are worth in every draw, and every portfolio's mean change of factors.

    Parameters
    ----------
    portfolios
        The numbers of those whose worth is asked, shape (portfolios,).

    Returns
    -------
    tuple[Floats, Floats]
        Values of shape (runs, portfolios); mean changes of shape (2 ** options, factors), of all portfolios.
    """
    runs, factors, options, _ = response.ratios.shape
    direct = (portfolios[:, None] >> np.arange(options) & 1) @ worth.direct  # (portfolios, runs or 1)
    values = np.empty((runs, len(portfolios)))
    totals = np.zeros((factors, 2**options))
    for block, changes in all_changes(response):
        totals += changes.sum(axis=0)
        values[block] = (worth.price @ changes)[:, portfolios]
    values += direct.T
    return values, totals.T / runs


def values_of(response: Response, worth: Worth, plans: Flags) -> Floats:
    """What each of some plans, shape (plans, options), is worth in every draw: shape (runs, plans)."""
    direct = (plans @ worth.direct).T  # (runs or 1, plans)
    return direct + np.stack([worth.price @ changes_of(response, plan) for plan in plans], axis=1)


def neighbours(response: Response, worth: Worth, plan: Flags) -> tuple[Flags, Floats]:
    """Every plan that drops at most one option of a plan and adds at most one, and its value in every draw.

    Returns
    -------
    tuple[Flags, Floats]
        Plans of shape (plans, options), the plan itself first, and values of shape (runs, plans).
    """
    kept = [plan & (np.arange(len(plan)) != drop) for drop in (-1, *np.flatnonzero(plan))]
    added = [np.arange(len(plan)) == add for add in (-1, *np.flatnonzero(~plan))]
    plans = np.array([low | high for low in kept for high in added])
    runs, factors, _, months = response.ratios.shape
    changes = np.empty((runs, len(plans)))
    for block in _blocks(runs, factors * (len(plans) + months * len(plan))):
        ratios = response.ratios[block]
        low, high = (
            np.stack([ratios[:, :, options].prod(axis=2) for options in part], axis=2) for part in (kept, added)
        )
        falls = _falls(response.weighted[block], low, high).swapaxes(-1, -2)  # (draws, factors, kept, added)
        changes[block] = worth.price @ falls.reshape(len(ratios), factors, len(plans))
    return plans, changes + (plans @ worth.direct).T
