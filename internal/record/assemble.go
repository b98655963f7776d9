package record

import (
	"crypto/sha256"
	"encoding/hex"
	"math"

	"quoth"
)

// Parts is what the stages found in an article.
type Parts struct {
	Entities     []quoth.Entity
	Attributions []quoth.Attribution
	Labels       []quoth.Label
	Posts        []quoth.Post
	ScareQuotes  []quoth.Span
}

// Assemble makes the record of an article: it repeats the words of every span,
// says what the article was, and rounds confidences to two digits, so that no
// processor's arithmetic shows. It changes the parts that it is given.
func Assemble(a quoth.Article, p Parts) *quoth.Record {
	hash := sha256.Sum256([]byte(a.Text))
	for i := range p.Attributions {
		at := &p.Attributions[i]
		at.Confidence = math.Round(at.Confidence*100) / 100
		at.Source.Text = quoth.Words(a.Text, at.Source.Spans)
		at.Cue.Text = quoth.Words(a.Text, at.Cue.Spans)
		at.Content.Text = quoth.Words(a.Text, at.Content.Spans)
	}
	return &quoth.Record{
		Article: quoth.ArticleInfo{
			ID:        a.ID,
			Outlet:    quoth.Optional(a.Outlet),
			Title:     quoth.Optional(a.Title),
			Published: quoth.Optional(a.Published),
			URL:       quoth.Optional(a.URL),
			SHA256:    hex.EncodeToString(hash[:]),
		},
		Entities:     p.Entities,
		Attributions: p.Attributions,
		Labels:       p.Labels,
		Posts:        p.Posts,
		ScareQuotes:  p.ScareQuotes,
	}
}
