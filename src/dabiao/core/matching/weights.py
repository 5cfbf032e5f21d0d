"""The weights that the product carries, for customers and leads of Chinese companies.

Learnt by `dabiao bench dedupe --learn` on the first half of the organisations of its messy Chinese world, not by hand; read
them as doubts and proofs: 0.7 doubles the odds, 2.3 makes them tenfold. What they are worth: docs/performance.md.
"""

from dabiao.core.matching.model import Model

START = -2.35
THRESHOLD = 0.4813
WEIGHTS: dict[str, dict[str, float]] = {
    "core": {
        "begins_rare": 4.26,
        "same_rare": 3.4,
        "begins_some": 3.36,
        "begins_common": 2.47,
        "same_some": 2.37,
        "same_common": 1.89,
        "ends": 1.31,
        "contained": 1.3,
        "same_characters": 0.01,
        "one_character": -0.78,
        "one_of_three": -0.93,
        "one_of_two": -1.97,
        "alike": -1.99,
        "two_characters": -5.77,
        "different": -7.0,
    },
    "trade": {
        "same": 0.52,
        "shortened": -0.56,
        "one_character": -1.08,
        "one_of_two": -1.79,
        "one_only": -2.19,
        "overlap": -5.5,
        "related": -5.82,
        "differ": -7.0,
    },
    "place": {"name_same": 1.99, "same": 1.75, "differ": -2.4, "name_differ": -3.77},
    "site": {"same": 0.64, "differ": -3.36},
    "form": {"same": -0.27, "differ": -2.53},
    "branch": {"same": 3.55, "one_only": -5.25, "differ": -6.63},
    "phone": {"same_mobile": 7.0, "one_digit": 4.27, "shared": 1.82, "same_landline": 1.44, "differ": -0.07},
    "wechat": {"same": 3.09, "differ": -0.08},
    "email": {"same": 2.91, "same_domain": 0.48, "differ": -0.39, "differ_domain": -2.35},
    "name": {
        "same_some": 5.92,
        "same_common": 5.65,
        "same_rare": 4.7,
        "surname": 3.57,
        "one_character": -0.14,
        "different": -1.57,
    },
    "address": {
        "same_house": 2.91,
        "same_number": 2.59,
        "same": 2.27,
        "alike": 1.24,
        "only_number": 1.14,
        "other_house": 0.49,
        "different": -1.97,
    },
    "region": {"one_character": -0.83},
}

# One of these has to speak for a pair: a common name in the same town is not enough.
ANCHORS = frozenset({"core", "phone", "wechat", "email", "address", "number"})
CUSTOMERS = Model(START, WEIGHTS, THRESHOLD, ANCHORS)
