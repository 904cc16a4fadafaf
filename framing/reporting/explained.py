"""The page's own words for voices and kinds of sources, explained where a reader meets them.

The lists on figures and columns are in `reports/explained.html`. All examples are invented, and of bridges
and bakers on purpose: none tells anything about a dispute.
"""

from __future__ import annotations

from framing.reporting.labels import CUE_EXAMPLES

#: Voice: whose words they are, with an example. The keys are those of `VOICE_LABELS`.
VOICE_NOTES = {
    "outlet": "what the newsroom says itself, outside quotations and reported speech. "
    "Example: The bridge is closed.",
    "direct": "words inside the quotation marks of a source, single words too. "
    "Example: “The bridge is closed,” the baker said.",
    "indirect": "what a source said or thought, in the newsroom's words. "
    "Example: The baker said that the bridge was closed.",
    "scare": "one to four words in quotation marks, or after “so-called”, that no source is given for: the "
    "newsroom uses them and keeps away from them. Example: The “bridge” has two planks.",
    "gloss": "what the newsroom adds to explain: in brackets inside a quotation, signed by an agency, "
    "or a second name. Example: “We met on the bridge [the Mill Bridge – Ed.],” she said.",
    "all": "all of these together.",
}

#: What a source table says of its lines: column, category, explanation.
SOURCE_NOTES = {
    "affiliation": {
        "armenian": "speaks for Armenia or for Armenians",
        "azerbaijani": "speaks for Azerbaijan or for Azerbaijanis",
        "russian": "speaks for Russia",
        "turkish": "speaks for Turkey",
        "western": "speaks for a Western state, the European Union or NATO",
        "international": "speaks for a body of many states, such as the United Nations",
        "regional": "speaks for another state of the region",
        "independent": "an analyst, a journalist or a group that speaks for no government",
        "not stated": "neither the text nor the list of actors says whom the source belongs to",
    },
    "role": {
        "state": "a government, a ministry, a court, the police, an official, a lawmaker",
        "military": "armed forces and their officers",
        "international": "a body of many states, one of its officials, a mediator, an aid worker",
        "expert": "an analyst, a scholar, an author",
        "civilian": "a resident, a refugee, a shopkeeper, a prisoner",
        "civil_society": "an association, a church, an activist, a lawyer",
        "media": "another outlet, an agency, a journalist",
        "document": "a report, a treaty, a statement that speaks itself: “the report says”",
        "unnamed": "no more than “sources”, “critics” or “people”",
        "not stated": "the text does not say, or the rules did not see it",
    },
    "kind": {
        "direct": "all of it in quotation marks: “The bridge is closed,” the baker said.",
        "indirect": "none of it in quotation marks: The baker said that the bridge was closed.",
        "mixed": "part of it in quotation marks: The baker said that the bridge was “closed for good”.",
        "not stated": "the rules could not tell",
    },
    "anonymous": {
        "named": "a person or a body with a name: “Ana Orlova said”",
        "not named": "somebody described and not named: “our aunt said”, “the crowd said”",
        "anonymous": "somebody whose name is kept back: “a diplomat said”, “on condition of anonymity”",
        "not stated": "the text gives the words to nobody, or the rules did not see to whom",
    },
    # What the verb does to the words that it introduces; `CUE_EXAMPLES` has some of the verbs.
    "cue_class": {
        "neutral": "only tells that it was said",
        "neutral_official": "said in an official capacity",
        "neutral_positive": "said in order to make something clear",
        "argumentative": "said as one side of an argument",
        "distancing": "leaves open whether it is so, or doubts it",
        "factive": "takes it to be so",
        "factive_endorsing": "says that it is so, with proof",
        "concessive_factive": "takes it to be so, and the speaker to be unwilling to say it",
        "denial": "says that it is not so",
        "emphatic": "said with force",
        "commissive": "binds the speaker to do it",
        "negative_evaluative": "said against somebody, sharply",
        "accusatory": "lays a wrong at somebody's door",
        "approving": "said in praise",
        "labelling": "gives somebody or something a name",
        "perception": "thought or felt, not said",
        "attitude": "wished or wanted, not said",
        "appearance": "how somebody seems, as the newsroom sees it",
        "not stated": "no verb that the rules know",
    },
}


def source_note(column: str, category: str) -> str:
    """What a line of a source table means; empty for a category of the reader's own data.

    >>> source_note("kind", "mixed")
    'part of it in quotation marks: The baker said that the bridge was “closed for good”.'
    >>> source_note("cue_class", "denial"), source_note("role", "of my own")
    ('denied, rejected, dismissed: says that it is not so', '')
    """
    note = SOURCE_NOTES[column].get(category, "")
    verbs = CUE_EXAMPLES.get(category, "") if column == "cue_class" else ""
    return f"{verbs}: {note}" if verbs and note else verbs or note
