"""A version of a directive as English sentences, for people who have to stand by what it says."""

from denizen.domain.sentences.clauses import Clause, clause
from denizen.domain.sentences.paragraphs import Paragraph
from denizen.domain.sentences.versions import explain_version

__all__ = ["Clause", "Paragraph", "clause", "explain_version"]
