"""The price explained: what the work costs, who covers it, and what is not covered yet."""

from planner.price.build import BuildUp, Given, OrganisationCost, build_ups, set_apart
from planner.price.rates import RATES, RateName, parse_rate, put_rate, rate, rate_fault, rate_text
from planner.price.rules import findings

__all__ = [
    "RATES",
    "BuildUp",
    "Given",
    "OrganisationCost",
    "RateName",
    "build_ups",
    "findings",
    "parse_rate",
    "put_rate",
    "rate",
    "rate_fault",
    "rate_text",
    "set_apart",
]
