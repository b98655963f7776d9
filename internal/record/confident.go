package record

import "quoth"

// Confident gives the record without the attributions whose confidence is below
// least. Ids stay as they are. What pointed to a dropped attribution points to
// the nearest kept one around it (within) or before it (part_of), or to none.
// Entities, labels and posts stay. r is not changed.
func Confident(r *quoth.Record, least float64) *quoth.Record {
	c := *r
	c.Attributions = make([]quoth.Attribution, 0, len(r.Attributions))
	dropped := map[quoth.Optional]*quoth.Attribution{}
	for i := range r.Attributions {
		if a := &r.Attributions[i]; a.Confidence < least {
			dropped[quoth.Optional(a.ID)] = a
		}
	}
	within := func(a *quoth.Attribution) quoth.Optional { return a.Within }
	partOf := func(a *quoth.Attribution) quoth.Optional { return a.PartOf }
	for _, a := range r.Attributions {
		if a.Confidence >= least {
			a.Within = kept(dropped, a.Within, within)
			a.PartOf = kept(dropped, a.PartOf, partOf)
			c.Attributions = append(c.Attributions, a)
		}
	}
	return &c
}

// kept follows a link until it leads to an attribution that was not dropped.
func kept(dropped map[quoth.Optional]*quoth.Attribution, id quoth.Optional, link func(*quoth.Attribution) quoth.Optional) quoth.Optional {
	for range len(dropped) + 1 {
		a, ok := dropped[id]
		if !ok {
			return id
		}
		id = link(a)
	}
	return "" // links that lead in a circle
}
