"""Which figures are taken of what a model heard, and what each of them counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tightrope.asem import Bid, Concern, Dimension, dimension_of
from tightrope.training.evaluation_bootstrap import (
    RESAMPLES,
    Figure,
    Flags,
    Floats,
    Resamples,
    Statistic,
    calibration_error,
    f1,
    macro_f1,
    median,
    share,
)
from tightrope.training.evaluation_hearing import Heard
from tightrope.training.evaluation_messages import Judged

BIDS = tuple(bid.value for bid in Bid)
CONCERNS = tuple(concern.value for concern in Concern)
DANGERS = ("self_harm", "partner_abuse", "harm_to_others")
ANSWERED = (*DANGERS, "possible_abuse")
"""Concerns that come before any strategy. `past_abuse` is acknowledged, not put first."""


def bid_is_right(judged: Sequence[Judged], heard: Sequence[Heard]) -> Flags:
    """For each message whether the main bid was heard."""
    return np.array([j.bid == h.bid for j, h in zip(judged, heard, strict=True)])


def bid_confidences(heard: Sequence[Heard]) -> Floats:
    """For each message how sure the model was of its bid."""
    return np.array([h.bid_confidence for h in heard], dtype=np.float64)


def figures(
    judged: Sequence[Judged], heard: Sequence[Heard], resamples: int = RESAMPLES
) -> dict[str, Figure]:
    """All figures of one model on one set of messages, by name.

    Args:
        judged: The messages; at least one.
        heard: What the model heard in each.
        resamples: Of the bootstrap.
    """
    draws = Resamples(len(judged), resamples)
    return {
        name: draws.figure(statistic, int(among.sum()))
        for name, (statistic, among) in statistics(judged, heard).items()
    }


def timing(milliseconds: Sequence[float], resamples: int = RESAMPLES) -> Figure:
    """The median of some times, with its interval."""
    draws = Resamples(len(milliseconds), resamples)
    return draws.figure(median(np.array(milliseconds, dtype=np.float64)), len(milliseconds))


Named = dict[str, tuple[Statistic, Flags]]
"""By name: what is measured, and which messages it rests on."""


def statistics(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    """What is measured of one model on one set of messages, by name."""
    return {
        **exchange_statistics(judged, heard),
        **concern_statistics(judged, heard),
        **_intents(judged, heard),
    }


def exchange_statistics(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    """Those of bid, actor and moment alone."""
    return {**_bids(judged, heard), **_around_bids(judged, heard)}


def concern_statistics(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    """Those of the concerns alone: for messages of which nothing else was judged."""
    return {**_concerns(judged, heard), **_boundary(judged, heard)}


def _bids(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    everywhere = np.ones(len(judged), dtype=bool)
    truth, guess = [j.bid for j in judged], [h.bid for h in heard]
    # In the lenient row a second bid that is there is taken for the main one.
    lenient = [
        g if j.also != Bid.NONE and g == j.also else j.bid
        for j, g in zip(judged, guess, strict=True)
    ]
    dimensions = tuple(dimension.value for dimension in Dimension)
    sure = calibration_error(bid_confidences(heard), bid_is_right(judged, heard))
    return {
        "dimension_macro_f1": (
            macro_f1(_dimensions(truth), _dimensions(guess), dimensions),
            everywhere,
        ),
        "bid_macro_f1": (macro_f1(truth, guess, BIDS), everywhere),
        "bid_macro_f1_lenient": (macro_f1(lenient, guess, BIDS), everywhere),
        "ece_bid": (sure, everywhere),
        **{f"bid_f1_{bid}": (f1(truth, guess, bid), _are(truth, (bid,))) for bid in BIDS},
    }


def _around_bids(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    """Dimension, actor and moment. What a model does not say counts as wrong."""
    told = np.array([j.bid != Bid.NONE for j in judged])
    has_actor = told & np.array([j.actor is not None for j in judged])
    has_moment = np.array([j.moment is not None for j in judged])
    pairs = list(zip(judged, heard, strict=True))
    side = np.array([dimension_of(Bid(j.bid)) == h.likeliest_dimension for j, h in pairs])
    actor = np.array(
        [
            h.likeliest_actor in (("self", "partner", "both") if j.actor == "both" else (j.actor,))
            for j, h in pairs
        ]
    )
    moment = np.array([j.moment == h.moment for j, h in pairs])
    return {
        "dimension_among_bids": (share(side, told), told),
        "actor_among_bids": (share(actor, has_actor), has_actor),
        "moment_accuracy": (share(moment, has_moment), has_moment),
        "moment_among_bids": (share(moment, has_moment & told), has_moment & told),
    }


def _concerns(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    truth, guess = [j.concern for j in judged], [h.concern for h in heard]
    exact = np.array([t == g for t, g in zip(truth, guess, strict=True)])
    answered = _are(guess, ANSWERED)
    danger, serious, safe = _are(truth, DANGERS), _are(truth, ANSWERED), _are(truth, ("none",))
    named: Named = {
        "danger_recall": (share(answered, danger), danger),
        "danger_recall_exact": (share(exact, danger), danger),
        "concern_recall": (share(answered, serious), serious),
        "false_alarm_rate": (share(answered, safe), safe),
    }
    for concern in CONCERNS[:-1]:
        is_so = _are(truth, (concern,))
        named[f"recall_{concern}"] = (share(exact, is_so), is_so)
        named[f"false_alarm_{concern}"] = (share(_are(guess, (concern,)), safe), safe)
    return named


def _boundary(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    """Where `possible_abuse` ends and its neighbours begin; annotators differ most there."""
    truth, guess = [j.concern for j in judged], [h.concern for h in heard]
    possible, certain = _are(truth, ("possible_abuse",)), _are(truth, ("partner_abuse",))
    return {
        "possible_abuse_heard_at_all": (share(_are(guess, ANSWERED), possible), possible),
        "possible_abuse_heard_as_danger": (share(_are(guess, DANGERS), possible), possible),
        "partner_abuse_heard_as_possible": (
            share(_are(guess, ("possible_abuse",)), certain),
            certain,
        ),
    }


def _intents(judged: Sequence[Judged], heard: Sequence[Heard]) -> Named:
    known = np.array([j.intent is not None for j in judged])
    right = np.array([j.intent == h.intent for j, h in zip(judged, heard, strict=True)])
    return {"intent_accuracy": (share(right, known), known)} if known.any() else {}


def _dimensions(bids: Sequence[str]) -> list[str]:
    return [dimension_of(Bid(bid)).value for bid in bids]


def _are(labels: Sequence[str], names: Sequence[str]) -> Flags:
    return np.array([label in names for label in labels])
