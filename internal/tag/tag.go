package tag

import (
	"quoth"
	"quoth/internal/segment"
)

func Attribute(doc *segment.Doc, skip []quoth.Span) []quoth.Attribution { return nil }

func ScareQuotes(doc *segment.Doc, atts []quoth.Attribution, skip []quoth.Span) []quoth.Span { return nil }
