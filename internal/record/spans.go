package record

import (
	"fmt"

	"quoth"
)

// place says where in a record a span stands. It is turned into words only when
// something is wrong.
type place struct {
	list  string // "entities", "attributions", "labels", "posts" or "scare_quotes"
	owner string // id of the entity or attribution, or entity of the label
	role  string // "source", "cue", "mention", ...
	n     int    // index in its list
}

func (p place) String() string {
	switch p.list {
	case "entities":
		return fmt.Sprintf("%s: mention %d", p.owner, p.n+1)
	case "attributions":
		return p.owner + ": " + p.role
	case "labels":
		return fmt.Sprintf("label %d", p.n+1)
	case "posts":
		return fmt.Sprintf("post %d", p.n+1)
	}
	return fmt.Sprintf("scare quote %d", p.n+1)
}

// eachSpan visits every span of a record. The visitor may change the span.
func eachSpan(r *quoth.Record, visit func(place, *quoth.Span)) {
	for i := range r.Entities {
		e := &r.Entities[i]
		for j := range e.Mentions {
			visit(place{"entities", e.ID, "mention", j}, &e.Mentions[j].Span)
		}
	}
	for i := range r.Attributions {
		for role := range roles(&r.Attributions[i]) {
			for j := range role.spans {
				visit(role.place, &role.spans[j])
			}
		}
	}
	for i := range r.Labels {
		visit(place{"labels", r.Labels[i].Entity, "label", i}, &r.Labels[i].Span)
	}
	for i := range r.Posts {
		visit(place{"posts", "", "post", i}, &r.Posts[i].Span)
	}
	for i := range r.ScareQuotes {
		visit(place{"scare_quotes", "", "scare quote", i}, &r.ScareQuotes[i])
	}
}

// role is one part of an attribution: pieces of the text and their words.
type role struct {
	place
	spans []quoth.Span
	text  string
	loose bool // a text without spans is allowed: venue, addressee, said
}

// roles yields the parts that an attribution has.
func roles(a *quoth.Attribution) func(yield func(role) bool) {
	at := func(name string) place { return place{list: "attributions", owner: a.ID, role: name} }
	return func(yield func(role) bool) {
		_ = yield(role{at("source"), a.Source.Spans, a.Source.Text, false}) &&
			yield(role{at("cue"), a.Cue.Spans, a.Cue.Text, false}) &&
			yield(role{at("content"), a.Content.Spans, a.Content.Text, false}) &&
			(a.Venue == nil || yield(role{at("venue"), a.Venue.Spans, a.Venue.Text, true})) &&
			(a.Addressee == nil || yield(role{at("addressee"), a.Addressee.Spans, a.Addressee.Text, true})) &&
			(a.Said == nil || yield(role{at("said"), a.Said.Spans, a.Said.Text, true}))
	}
}

// clone copies a record as far as its spans reach, and makes every list that is
// nil an empty one, so that it is written as [].
func clone(r *quoth.Record) *quoth.Record {
	c := *r
	c.Entities = copied(r.Entities)
	for i := range c.Entities {
		e := &c.Entities[i]
		e.Aliases, e.Roles, e.Mentions = copied(e.Aliases), copied(e.Roles), copied(e.Mentions)
	}
	c.Attributions = copied(r.Attributions)
	for i := range c.Attributions {
		cloneRoles(&c.Attributions[i])
	}
	c.Labels, c.Posts, c.ScareQuotes = copied(r.Labels), copied(r.Posts), copied(r.ScareQuotes)
	return &c
}

func cloneRoles(a *quoth.Attribution) {
	a.Source.Spans = copied(a.Source.Spans)
	a.Cue.Spans = copied(a.Cue.Spans)
	a.Content.Spans = copied(a.Content.Spans)
	if a.Venue != nil {
		v := *a.Venue
		v.Spans = copied(v.Spans)
		a.Venue = &v
	}
	if a.Addressee != nil {
		d := *a.Addressee
		d.Spans = copied(d.Spans)
		a.Addressee = &d
	}
	if a.Said != nil {
		s := *a.Said
		s.Spans = copied(s.Spans)
		a.Said = &s
	}
}

func copied[T any](list []T) []T { return append(make([]T, 0, len(list)), list...) }
