// Package label will find the labels that an outlet puts on people; it is not written yet and finds none.
package label

import (
	"quoth"
	"quoth/internal/segment"
)

func Find(doc *segment.Doc, atts []quoth.Attribution, e []quoth.Entity) []quoth.Label {
	return []quoth.Label{}
}
