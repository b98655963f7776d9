package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth"
)

// Check compares a stored record with its article and gives one line for each
// thing that does not agree; none means that the record is proved. A line names
// the part of the record first: "a3: content: text differs at 120-140: …".
// Positions are code points of the text.
func Check(s *Stored, a quoth.Article) []string {
	if !utf8.ValidString(a.Text) {
		return []string{"article: text is not UTF-8"}
	}
	c := &checker{r: &s.record, a: a, x: newIndex(a.Text)}
	c.article()
	c.spans()
	c.entities()
	c.attributions()
	c.labels()
	c.posts()
	return c.found
}

type checker struct {
	r      *quoth.Record
	a      quoth.Article
	x      *index
	folded *string // the text with white space folded, made when it is needed
	known  map[string]bool
	found  []string
}

func (c *checker) differ(where any, format string, args ...any) {
	c.found = append(c.found, fmt.Sprint(where)+": "+fmt.Sprintf(format, args...))
}

// article compares the hash, the id and what else both sides say.
func (c *checker) article() {
	in := c.r.Article
	if in.ID != c.a.ID {
		c.differ("article", "id is %q in the record, %q in the article", in.ID, c.a.ID)
	}
	sum := sha256.Sum256([]byte(c.a.Text))
	if hash := hex.EncodeToString(sum[:]); in.SHA256 != hash {
		c.differ("article", "sha256 is %q in the record, %q of the article's text", in.SHA256, hash)
	}
	for _, f := range []struct{ name, record, article string }{
		{"outlet", string(in.Outlet), c.a.Outlet},
		{"title", string(in.Title), c.a.Title},
		{"published", string(in.Published), c.a.Published},
		{"url", string(in.URL), c.a.URL},
	} {
		if f.record != "" && f.article != "" && f.record != f.article {
			c.differ("article", "%s is %q in the record, %q in the article", f.name, f.record, f.article)
		}
	}
}

// spans proves that each span lies in the text and is not empty.
func (c *checker) spans() {
	eachSpan(c.r, func(p place, s *quoth.Span) {
		switch _, ok := toBytes(c.x, *s); {
		case ok:
		case s.Start == s.End:
			c.differ(p, "span %d-%d is empty", s.Start, s.End)
		case s.Start > s.End:
			c.differ(p, "span %d-%d ends before it starts", s.Start, s.End)
		default:
			c.differ(p, "span %d-%d is outside the text of %d characters", s.Start, s.End, c.x.points)
		}
	})
}

// words gives the text of spans, and whether all of them lie in the article.
func (c *checker) words(spans ...quoth.Span) (string, bool) {
	inside := make([]quoth.Span, len(spans))
	for i, s := range spans {
		var ok bool
		if inside[i], ok = toBytes(c.x, s); !ok {
			return "", false
		}
	}
	return quoth.Words(c.a.Text, inside), true
}

// text compares the words of spans with the words that the record repeats.
func (c *checker) text(where any, spans []quoth.Span, text string) {
	words, ok := c.words(spans...)
	if !ok || words == text {
		return // a span outside the text has its own line
	}
	if len(spans) == 0 {
		c.differ(where, "text %q has no spans", clip(text, 0))
		return
	}
	at := firstDifference(text, words)
	hull := quoth.Hull(spans)
	c.differ(where, "text differs at %d-%d: %q in the record, %q in the article",
		hull.Start, hull.End, clip(text, at), clip(words, at))
}

// occurs tells whether words stand in the article, white space folded.
func (c *checker) occurs(words string) bool {
	if c.folded == nil {
		f := fold(c.a.Text)
		c.folded = &f
	}
	return strings.Contains(*c.folded, fold(words))
}

func (c *checker) entities() {
	c.known = make(map[string]bool, len(c.r.Entities))
	for i := range c.r.Entities {
		e := &c.r.Entities[i]
		switch {
		case e.ID == "":
			c.differ(fmt.Sprintf("entity %d", i+1), "no id")
		case c.known[e.ID]:
			c.differ(e.ID, "id stands twice among the entities")
		}
		c.known[e.ID] = true
		c.entity(e)
	}
}

func (c *checker) entity(e *quoth.Entity) {
	oneOf(c, e.ID, "type", e.Type, quoth.Person, quoth.Organization, quoth.Group, quoth.Document, quoth.Unnamed)
	oneOf(c, e.ID, "gender", e.Gender, "", "f", "m")
	if e.Name == "" {
		c.differ(e.ID, "no name")
	}
	c.entityWords(e, "name", e.Name)
	for _, alias := range e.Aliases {
		c.entityWords(e, "alias", alias)
	}
	for _, role := range e.Roles {
		c.entityWords(e, "role", role)
	}
	for i, m := range e.Mentions {
		where := place{"entities", e.ID, "mention", i}
		oneOf(c, where, "kind", m.Kind, quoth.NameMention, quoth.DescriptionMention, quoth.PronounMention)
		if i > 0 && m.Start < e.Mentions[i-1].Start {
			c.differ(where, "stands before mention %d in the text", i)
		}
	}
}

// entityWords proves that words of an entity occur in the text. They mostly
// stand in its first mentions, where looking for them is cheap.
func (c *checker) entityWords(e *quoth.Entity, what, words string) {
	for _, m := range e.Mentions[:min(len(e.Mentions), 3)] {
		if mention, ok := c.words(m.Span); ok && strings.Contains(mention, words) {
			return
		}
	}
	if !c.occurs(words) {
		c.differ(e.ID, "%s %q does not occur in the article", what, clip(words, 0))
	}
}

// oneOf proves that a value is of a known set.
func oneOf[T ~string](c *checker, where any, what string, value T, set ...T) {
	if !slices.Contains(set, value) {
		c.differ(where, "%s %q is not known", what, string(value))
	}
}

func (c *checker) labels() {
	for i := range c.r.Labels {
		l := &c.r.Labels[i]
		where := place{"labels", l.Entity, "label", i}
		oneOf(c, where, "voice", l.Voice, quoth.NarratorVoice, quoth.SourceVoice)
		if !c.known[l.Entity] {
			c.differ(where, "entity %q is not in the record", l.Entity)
		}
		c.text(where, []quoth.Span{l.Span}, l.Text)
	}
}

func (c *checker) posts() {
	for i := range c.r.Posts {
		p := &c.r.Posts[i]
		where := place{"posts", "", "post", i}
		words, ok := c.words(p.Span)
		if !ok {
			continue
		}
		words = fold(words)
		for _, f := range []struct {
			name  string
			value quoth.Optional
		}{{"author", p.Author}, {"handle", handleName(p.Handle)}, {"text", p.Text}, {"url", p.URL}} {
			if !strings.Contains(words, fold(string(f.value))) {
				c.differ(where, "%s %q does not occur at %d-%d", f.name, clip(string(f.value), 0), p.Start, p.End)
			}
		}
		if p.Date != "" && !isISO(string(p.Date)) {
			c.differ(where, "date %q is not ISO 8601", string(p.Date))
		}
	}
}

// firstDifference is the byte at which two texts part.
func firstDifference(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// clip shows s, or about 60 bytes of it around byte at where it is long.
func clip(s string, at int) string {
	if len(s) <= 80 {
		return s
	}
	start, end := max(0, at-20), min(len(s), at+40)
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	out := s[start:end]
	if start > 0 {
		out = "…" + out
	}
	if end < len(s) {
		out += "…"
	}
	return out
}

// handleName is a handle without its "@": where only the address of a post gives
// the name, the mark does not stand in the text.
func handleName(h quoth.Optional) quoth.Optional {
	if len(h) > 1 && h[0] == '@' {
		return h[1:]
	}
	return h
}
