package reader_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quoth"
)

// compare says in words how the record differs from the case: nothing for a
// record that is right.
func compare(c testCase, r *quoth.Record) []string {
	d := &diff{c: c, r: r, match: map[int]int{}}
	d.attributions()
	for _, n := range c.numbers() {
		if i, ok := d.match[n]; ok {
			d.details(n, &r.Attributions[i])
		}
	}
	d.scareQuotes()
	d.labels()
	d.posts()
	d.entities()
	return d.lines
}

// diff collects the differences of one case.
type diff struct {
	c     testCase
	r     *quoth.Record
	match map[int]int // number of a marked attribution → index of the predicted one
	lines []string
}

func (d *diff) add(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

// attributions pairs marked and predicted attributions whose spans are all the
// same, and reports the others.
func (d *diff) attributions() {
	used := make([]bool, len(d.r.Attributions))
	var missed []int
	for _, n := range d.c.numbers() {
		i := slices.IndexFunc(d.r.Attributions, func(a quoth.Attribution) bool { return d.same(n, a) })
		if i < 0 || used[i] {
			missed = append(missed, n)
			continue
		}
		used[i] = true
		d.match[n] = i
	}
	for _, n := range missed {
		d.add("want %s", printMarked(d.c.Text, d.c.attribution(n)))
	}
	for i, a := range d.r.Attributions {
		if used[i] || d.c.want.NestedOptional && d.nested(i) {
			continue
		}
		d.add("got  %s", printMarked(d.c.Text, marksOf(i+1, a)))
	}
}

// same reports whether the spans of attribution n are those of a.
func (d *diff) same(n int, a quoth.Attribution) bool {
	return slices.Equal(d.c.of(sourceRole, n), a.Source.Spans) &&
		slices.Equal(d.c.of(cueRole, n), a.Cue.Spans) &&
		slices.Equal(d.c.of(contentRole, n), a.Content.Spans)
}

// nested reports whether all spans of attribution i lie in one piece of
// another's content.
func (d *diff) nested(i int) bool {
	var spans []quoth.Span
	for _, k := range marksOf(0, d.r.Attributions[i]) {
		spans = append(spans, k.Span)
	}
	for j, o := range d.r.Attributions {
		for _, piece := range o.Content.Spans {
			out := slices.ContainsFunc(spans, func(s quoth.Span) bool { return !piece.Contains(s) })
			if j != i && !out {
				return true
			}
		}
	}
	return false
}

// details compares what is asserted of an attribution whose spans are right.
func (d *diff) details(n int, a *quoth.Attribution) {
	f := d.c.want.Attributions[n]
	d.check(n, "kind", f, string(a.Kind))
	d.check(n, "part_of", f, d.number(a.PartOf))
	d.check(n, "within", f, d.number(a.Within))
	d.who(n, f, a.Source.Entity)

	venue, name := "none", "none"
	if a.Venue != nil {
		venue, name = a.Venue.Text, a.Venue.Name
	}
	d.where(n, "venue", f, venueRole, venue, name)
	addressee := "none"
	if a.Addressee != nil {
		addressee = a.Addressee.Text
	}
	d.where(n, "addressee", f, addresseeRole, addressee, addressee)

	text, value := "none", "none"
	if a.Said != nil {
		text, value = a.Said.Text, "null"
		if a.Said.Value != "" {
			value = string(a.Said.Value)
		}
	}
	d.where(n, "time", nil, saidRole, text, text)
	d.check(n, "said", f, value)
}

// check compares one field, where it is asserted.
func (d *diff) check(n int, key string, f fields, got string) {
	if w, ok := f[key]; ok && w != got {
		d.add("attribution %d: %s: want %s, got %s", n, key, w, got)
	}
}

// number is the number in the case of the attribution that has this id.
func (d *diff) number(id quoth.Optional) string {
	if id == "" {
		return "none"
	}
	for n, i := range d.match {
		if d.r.Attributions[i].ID == string(id) {
			return strconv.Itoa(n)
		}
	}
	return string(id)
}

// who compares the names of the entities behind a source.
func (d *diff) who(n int, f fields, ids quoth.EntityIDs) {
	names := d.c.names(sourceRole, n)
	if e, ok := f["entity"]; ok {
		names = strings.Split(e, "+")
	}
	if names == nil {
		return
	}
	if got := d.namesOf(ids); !sameSet(names, got) {
		d.add("attribution %d: entity: want %s, got %s", n, strings.Join(names, "+"), strings.Join(got, "+"))
	}
}

// namesOf gives the names of entities, "?" alone for none.
func (d *diff) namesOf(ids quoth.EntityIDs) []string {
	var names []string
	for _, id := range ids {
		i := slices.IndexFunc(d.r.Entities, func(e quoth.Entity) bool { return e.ID == id })
		if i < 0 {
			names = append(names, "unknown id "+id)
			continue
		}
		names = append(names, d.r.Entities[i].Name)
	}
	if names == nil {
		return []string{"?"}
	}
	return names
}

// where compares a text that a mark or a field asserts with the text and the
// name of the record.
func (d *diff) where(n int, key string, f fields, role rune, text, name string) {
	w, ok := f[key]
	if spans := d.c.of(role, n); !ok && len(spans) > 0 {
		w, ok = quoth.Words(d.c.Text, spans), true
	}
	if ok && w != text && w != name {
		d.add("attribution %d: %s: want %s, got %s", n, key, w, text)
	}
}

func (d *diff) scareQuotes() {
	marks := d.c.of(scareRole, 0)
	if len(marks) == 0 && !d.c.want.NoScare {
		return
	}
	for _, s := range marks {
		if !slices.Contains(d.r.ScareQuotes, s) {
			d.add("want %s", printMarked(d.c.Text, []mark{{Span: s, Role: scareRole}}))
		}
	}
	for _, s := range d.r.ScareQuotes {
		if !slices.Contains(marks, s) {
			d.add("got  %s", printMarked(d.c.Text, []mark{{Span: s, Role: scareRole}}))
		}
	}
}

func (d *diff) labels() {
	var marks []mark
	for _, k := range d.c.Marks {
		if k.Role == labelRole {
			marks = append(marks, k)
		}
	}
	if len(marks) == 0 && !d.c.want.NoLabels {
		return
	}
	for _, k := range marks {
		i := slices.IndexFunc(d.r.Labels, func(l quoth.Label) bool { return l.Span == k.Span })
		if i < 0 {
			d.add("want %s", printMarked(d.c.Text, []mark{k}))
			continue
		}
		got := d.namesOf(quoth.EntityIDs{d.r.Labels[i].Entity})
		if k.Names != nil && !sameSet(k.Names, got) {
			d.add("label %q: want of %s, got of %s", k.In(d.c.Text), k.Names, got)
		}
	}
	for _, l := range d.r.Labels {
		if !slices.ContainsFunc(marks, func(k mark) bool { return k.Span == l.Span }) {
			d.add("got  %s", printMarked(d.c.Text, []mark{{Span: l.Span, Role: labelRole}}))
		}
	}
}

func (d *diff) posts() {
	w := d.c.want
	if len(w.Posts) == 0 && !w.NoPosts {
		return
	}
	if len(w.Posts) != len(d.r.Posts) {
		d.add("want %d posts, got %d", len(w.Posts), len(d.r.Posts))
		return
	}
	for i, f := range w.Posts {
		p := d.r.Posts[i]
		got := fields{
			"platform": string(p.Platform), "author": string(p.Author), "handle": string(p.Handle),
			"date": string(p.Date), "text": string(p.Text), "url": string(p.URL),
		}
		for k, v := range f {
			if got[k] != v {
				d.add("post %d: %s: want %q, got %q", i+1, k, v, got[k])
			}
		}
	}
}

func (d *diff) entities() {
	for _, f := range d.c.want.Entities {
		i := slices.IndexFunc(d.r.Entities, func(e quoth.Entity) bool {
			return e.Name == f["name"] && (f["absent"] != "person" || e.Type == quoth.Person)
		})
		absent := f["absent"] != ""
		if absent && i >= 0 {
			d.add("entity %q: want none, got a %s", f["name"], d.r.Entities[i].Type)
		}
		if !absent && i < 0 {
			d.add("entity %q: want one, got none", f["name"])
		}
		if i < 0 || absent {
			continue
		}
		e := d.r.Entities[i]
		if t, ok := f["type"]; ok && t != string(e.Type) {
			d.add("entity %q: want type %s, got %s", e.Name, t, e.Type)
		}
		if g, ok := f["gender"]; ok && g != string(e.Gender) {
			d.add("entity %q: want gender %s, got %q", e.Name, g, e.Gender)
		}
	}
}

// marksOf gives the spans of a as marks with number n.
func marksOf(n int, a quoth.Attribution) []mark {
	var marks []mark
	add := func(role rune, spans []quoth.Span) {
		for _, s := range spans {
			marks = append(marks, mark{Span: s, Role: role, Number: n})
		}
	}
	add(contentRole, a.Content.Spans)
	add(sourceRole, a.Source.Spans)
	add(cueRole, a.Cue.Spans)
	return marks
}

// sameSet reports whether a and b hold the same words in any order.
func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
