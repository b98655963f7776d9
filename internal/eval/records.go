package eval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"

	"quoth"
	"quoth/internal/record"
)

// Records finds records by article id in a stream. Those that come before they
// are asked for are held in memory, so a stream in the order of the gold takes
// the memory of one article.
type Records struct {
	next  func() (*record.Stored, bool)
	stop  func()
	early map[string]*record.Stored
}

// NewRecords reads from a stream. Close it when done.
func NewRecords(stream iter.Seq[*record.Stored]) *Records {
	next, stop := iter.Pull(stream)
	return &Records{next: next, stop: stop, early: map[string]*record.Stored{}}
}

// Close ends the reading.
func (r *Records) Close() { r.stop() }

// For gives the record of an article with byte spans, nil if there is none. Of
// several records of one article the first counts. It fails if the record was
// made from another text.
func (r *Records) For(a quoth.Article) (*quoth.Record, error) {
	stored := r.find(a.ID)
	if stored == nil {
		return nil, nil
	}
	bound, err := stored.Bind(a.Text)
	if err != nil {
		return nil, fmt.Errorf("pair record: %w", err)
	}
	sum := sha256.Sum256([]byte(a.Text))
	if hash := bound.Article.SHA256; hash != "" && hash != hex.EncodeToString(sum[:]) {
		return nil, fmt.Errorf("pair record %s: made from another text (sha256 %.12s…)", a.ID, hash)
	}
	return bound, nil
}

func (r *Records) find(id string) *record.Stored {
	if s, ok := r.early[id]; ok {
		delete(r.early, id)
		return s
	}
	for {
		s, more := r.next()
		if !more || s.ArticleID() == id {
			return s
		}
		if _, twice := r.early[s.ArticleID()]; !twice {
			r.early[s.ArticleID()] = s
		}
	}
}
