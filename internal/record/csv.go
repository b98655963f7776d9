package record

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"quoth"
)

// Columns are the columns of the CSV form. Positions are code points of the
// text and belong to the hull of the content; lists (entities, names) are joined
// by "; "; what is unknown is empty.
func Columns() []string {
	return []string{
		"article", "outlet", "published", "title", "attribution", "kind", "confidence",
		"source", "entity", "name", "type", "gender", "cue", "content",
		"venue", "addressee", "said", "said_value", "start", "end", "within", "part_of",
	}
}

// CSV writes one row an attribution: RFC 4180, UTF-8, CRLF behind each row. The
// words of the text stand in the fields as they are, line breaks included.
type CSV struct {
	w      io.Writer
	buf    []byte
	headed bool
}

// NewCSV writes to w.
func NewCSV(w io.Writer) *CSV { return &CSV{w: w} }

// Write adds the rows of one record, whose spans count bytes of text.
func (c *CSV) Write(text string, r *quoth.Record) error {
	c.head()
	x := newIndex(text)
	entities := make(map[string]*quoth.Entity, len(r.Entities))
	for i := range r.Entities {
		entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Attributions {
		a := &r.Attributions[i]
		hull := quoth.Hull(a.Content.Spans)
		start, ok1 := x.point(hull.Start)
		end, ok2 := x.point(hull.End)
		if !ok1 || !ok2 {
			return fmt.Errorf("write row %s of %s: content does not fit the text", a.ID, r.Article.ID)
		}
		c.row(cells(r.Article, a, entities, start, end))
	}
	return c.flush()
}

// Close writes the head where no record did.
func (c *CSV) Close() error {
	c.head()
	return c.flush()
}

func (c *CSV) head() {
	if !c.headed {
		c.row(Columns())
		c.headed = true
	}
}

func (c *CSV) flush() error {
	_, err := c.w.Write(c.buf)
	c.buf = c.buf[:0]
	return err
}

// cells are the fields of one row, in the order of Columns.
func cells(in quoth.ArticleInfo, a *quoth.Attribution, entities map[string]*quoth.Entity, start, end int) []string {
	var names, types, genders []string
	for _, id := range a.Source.Entity {
		if e := entities[id]; e != nil {
			names, types, genders = append(names, e.Name), append(types, string(e.Type)), append(genders, string(e.Gender))
		}
	}
	var venue, addressee, said, value string
	if a.Venue != nil {
		venue = a.Venue.Name
	}
	if a.Addressee != nil {
		addressee = a.Addressee.Text
	}
	if a.Said != nil {
		said, value = a.Said.Text, string(a.Said.Value)
	}
	return []string{
		in.ID, string(in.Outlet), string(in.Published), string(in.Title), a.ID, string(a.Kind),
		strconv.FormatFloat(a.Confidence, 'f', -1, 64),
		a.Source.Text, list(a.Source.Entity), list(names), list(types), list(genders), a.Cue.Text, a.Content.Text,
		venue, addressee, said, value, strconv.Itoa(start), strconv.Itoa(end), string(a.Within), string(a.PartOf),
	}
}

// list joins values, and is empty where all of them are.
func list(values []string) string {
	joined := strings.Join(values, "; ")
	if strings.Trim(joined, "; ") == "" {
		return ""
	}
	return joined
}

// row appends the fields. A field is quoted when it holds a quote, a comma, a
// line break or a blank at one end.
func (c *CSV) row(fields []string) {
	for i, f := range fields {
		if i > 0 {
			c.buf = append(c.buf, ',')
		}
		if strings.ContainsAny(f, "\",\r\n") || f != strings.TrimSpace(f) {
			f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
		c.buf = append(c.buf, f...)
	}
	c.buf = append(c.buf, "\r\n"...)
}
