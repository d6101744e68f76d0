"""The joint choice of options: what is allowed, what it is worth in every future, and which set is best."""

from commonweal.investment.portfolio.choice import Choice, choose_portfolio

__all__ = ["Choice", "choose_portfolio"]
