package coref

import (
	"quoth"
	"quoth/internal/segment"
)

// Result says who the sources are.
type Result struct {
	Entities []quoth.Entity
	Sources  []quoth.EntityIDs // parallel to the attributions
}

// At gives the entities of the mention that s holds.
func (r Result) At(s quoth.Span) quoth.EntityIDs { return nil }

// Resolve is being written.
func Resolve(doc *segment.Doc, atts []quoth.Attribution) Result {
	return Result{Sources: make([]quoth.EntityIDs, len(atts))}
}
