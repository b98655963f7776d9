package record

import (
	"fmt"
	"regexp"
	"strings"

	"quoth"
)

// attributions proves ids, kinds, roles, entities and links.
func (c *checker) attributions() {
	index := make(map[string]int, len(c.r.Attributions))
	for i := range c.r.Attributions {
		a := &c.r.Attributions[i]
		if a.ID == "" {
			c.differ(fmt.Sprintf("attribution %d", i+1), "no id")
		} else if _, twice := index[a.ID]; twice {
			c.differ(a.ID, "id stands twice among the attributions")
		}
		index[a.ID] = i
		c.attribution(a)
	}
	c.links(index, "part_of", func(a *quoth.Attribution) quoth.Optional { return a.PartOf })
	c.links(index, "within", func(a *quoth.Attribution) quoth.Optional { return a.Within })
}

func (c *checker) attribution(a *quoth.Attribution) {
	oneOf(c, a.ID, "kind", a.Kind, quoth.Direct, quoth.Indirect, quoth.Mixed)
	if a.Confidence < 0 || a.Confidence > 1 {
		c.differ(a.ID, "confidence %v is not between 0 and 1", a.Confidence)
	}
	if len(a.Content.Spans) == 0 {
		c.differ(a.ID, "content has no spans")
	}
	for r := range roles(a) {
		c.role(r)
	}
	c.refers(a.ID+": source", a.Source.Entity)
	if a.Addressee != nil {
		c.refers(a.ID+": addressee", a.Addressee.Entity)
	}
	// "the British news magazine" may be called by the name that it has elsewhere.
	if a.Venue != nil && !strings.Contains(fold(a.Venue.Text), fold(a.Venue.Name)) && !c.occurs(a.Venue.Name) {
		c.differ(a.ID+": venue", "name %q does not occur in the article", clip(a.Venue.Name, 0))
	}
	if a.Said != nil && a.Said.Value != "" && !isISO(string(a.Said.Value)) {
		c.differ(a.ID+": said", "value %q is not ISO 8601", string(a.Said.Value))
	}
}

// role proves that the pieces of a role are in order, and its words.
func (c *checker) role(r role) {
	for i := 1; i < len(r.spans); i++ {
		before, s := r.spans[i-1], r.spans[i]
		switch {
		case s.Start < before.Start:
			c.differ(r.place, "span %d-%d stands behind span %d-%d", s.Start, s.End, before.Start, before.End)
		case s.Start < before.End:
			c.differ(r.place, "spans %d-%d and %d-%d overlap", before.Start, before.End, s.Start, s.End)
		}
	}
	if len(r.spans) > 0 || !r.loose {
		c.text(r.place, r.spans, r.text)
	} else if !c.occurs(r.text) {
		c.differ(r.place, "text %q does not occur in the article", clip(r.text, 0))
	}
}

// refers proves that entities exist and are named once.
func (c *checker) refers(where string, ids quoth.EntityIDs) {
	for i, id := range ids {
		if !c.known[id] {
			c.differ(where, "entity %q is not in the record", id)
		}
		for _, other := range ids[:min(i, 50)] {
			if other == id {
				c.differ(where, "entity %q is named twice", id)
				break
			}
		}
	}
}

// links proves that the attributions that others point to exist, and that
// following them comes to an end.
func (c *checker) links(index map[string]int, name string, link func(*quoth.Attribution) quoth.Optional) {
	atts := c.r.Attributions
	done := make([]int, len(atts)) // number of the walk that came here first, 0 for none
	for i := range atts {
		for at := i; done[at] == 0; {
			done[at] = i + 1
			target := link(&atts[at])
			if target == "" {
				break
			}
			next, ok := index[string(target)]
			if !ok {
				c.differ(atts[at].ID+": "+name, "attribution %q is not in the record", string(target))
				break
			}
			if done[next] == i+1 {
				c.differ(atts[at].ID+": "+name, "leads back to itself over %q", string(target))
				break
			}
			at = next
		}
	}
}

// iso is a date at any precision, with or without a time of day.
var iso = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?)?|-W(0[1-9]|[1-4]\d|5[0-3])(-[1-7])?)?$`)

func isISO(value string) bool { return iso.MatchString(value) }
