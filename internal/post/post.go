// Package post will find the residue of embedded posts; it is not written yet and finds none.
package post

import (
	"quoth"
	"quoth/internal/segment"
)

func Find(doc *segment.Doc) []quoth.Post { return []quoth.Post{} }
