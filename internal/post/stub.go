// stub of the lead, so that the tree builds: delete this file when the real stage lands.
package post

import (
	"quoth"
	"quoth/internal/segment"
)

func Find(doc *segment.Doc) []quoth.Post { return []quoth.Post{} }
