package eval

import (
	"slices"

	"quoth"
)

// Verdict says how the entity of a prediction compares with gold.
type Verdict uint8

// The verdicts.
const (
	RightEntity   Verdict = iota
	WrongEntity           // another one is named, or one is named where gold has none
	UnknownEntity         // gold names one, the prediction none
)

// judge decides which predicted entities are which gold ones in one article.
type judge struct {
	gold, pred []quoth.Entity
	goldAt     map[string]int
	predAt     map[string]int
	heads      []string // head noun of each gold entity's name
	places     [][]int  // per gold entity: bytes at which its sources' heads start
	known      map[[2]int]bool
}

func newJudge(g *Gold, pred *quoth.Record) *judge {
	j := &judge{
		gold: g.Record.Entities, pred: pred.Entities,
		goldAt: indexed(g.Record.Entities), predAt: indexed(pred.Entities),
		heads: make([]string, len(g.Record.Entities)), places: make([][]int, len(g.Record.Entities)),
		known: map[[2]int]bool{},
	}
	for i, e := range j.gold {
		j.heads[i], _, _ = headNoun(e.Name)
	}
	for i, a := range g.Record.Attributions {
		if len(a.Source.Spans) == 0 || len(a.Source.Entity) != 1 || g.Forms[i] == PronounForm {
			continue
		}
		span := a.Source.Spans[0]
		_, start, _ := headNoun(span.In(g.Article.Text))
		if at, ok := j.goldAt[a.Source.Entity[0]]; ok {
			j.places[at] = append(j.places[at], span.Start+start)
		}
	}
	return j
}

func indexed(entities []quoth.Entity) map[string]int {
	out := map[string]int{}
	for i, e := range entities {
		if _, twice := out[e.ID]; !twice {
			out[e.ID] = i
		}
	}
	return out
}

// named drops the narrator and ids that are not defined.
func named(ids quoth.EntityIDs, entities []quoth.Entity, at map[string]int) []int {
	var out []int
	for _, id := range ids {
		if i, ok := at[id]; ok && !isNarrator(entities[i].Name) {
			out = append(out, i)
		}
	}
	return out
}

// names reports whether a prediction says who its source is.
func (j *judge) names(ids quoth.EntityIDs) bool { return len(named(ids, j.pred, j.predAt)) > 0 }

// compare judges the entities of a source. Lists must agree as sets; the
// narrator is no entity.
func (j *judge) compare(gold, pred quoth.EntityIDs) Verdict {
	gs, ps := named(gold, j.gold, j.goldAt), named(pred, j.pred, j.predAt)
	switch {
	case len(gs) == 0 && len(ps) == 0:
		return RightEntity
	case len(ps) == 0:
		return UnknownEntity
	}
	for _, g := range gs {
		if !slices.ContainsFunc(ps, func(p int) bool { return j.same(g, p) }) {
			return WrongEntity
		}
	}
	for _, p := range ps {
		if !slices.ContainsFunc(gs, func(g int) bool { return j.same(g, p) }) {
			return WrongEntity
		}
	}
	return RightEntity
}

// sameID compares one gold entity with one predicted entity, both by id.
func (j *judge) sameID(gold, pred string) bool {
	g, ok1 := j.goldAt[gold]
	p, ok2 := j.predAt[pred]
	return ok1 && ok2 && j.same(g, p)
}

// same reports whether predicted entity p is gold entity g.
func (j *judge) same(g, p int) bool {
	key := [2]int{g, p}
	right, ok := j.known[key]
	if !ok {
		right = j.decide(g, p)
		j.known[key] = right
	}
	return right
}

func (j *judge) decide(g, p int) bool {
	e := j.gold[g]
	switch {
	case j.sameName(g, p):
		return true
	case j.otherName(g, p):
		return false
	case j.alias(g, p):
		return true
	case e.Type == quoth.Person:
		return j.onlyPerson(g, p)
	case e.Type == quoth.Organization:
		return false
	case j.properPerson(p):
		return false
	}
	return j.onlyHead(g, p) || j.mostPlaces(g, p)
}

func (j *judge) sameName(g, p int) bool {
	person := j.gold[g].Type == quoth.Person
	key := nameKey(j.gold[g].Name, person)
	return key != "" && key == nameKey(j.pred[p].Name, person)
}

// otherName reports whether p has the very name of another gold entity.
func (j *judge) otherName(g, p int) bool {
	for other := range j.gold {
		if other != g && j.sameName(other, p) {
			return true
		}
	}
	return false
}

// alias reports whether p's name is an alias of g, or an alias of p is g's name.
// Only proper names count as a person's aliases.
func (j *judge) alias(g, p int) bool {
	person := j.gold[g].Type == quoth.Person
	name, predName := nameKey(j.gold[g].Name, person), nameKey(j.pred[p].Name, person)
	for _, a := range j.gold[g].Aliases {
		if k := nameKey(a, person); k != "" && k == predName {
			return true
		}
	}
	for _, a := range j.pred[p].Aliases {
		if k := nameKey(a, person); k != "" && k == name && (!person || startsUpper(a)) {
			return true
		}
	}
	return false
}

// onlyPerson reports whether one name is part of the other, the surname
// included, and no other gold person fits p as well.
func (j *judge) onlyPerson(g, p int) bool {
	if t := j.pred[p].Type; t != quoth.Person && t != "" {
		return false
	}
	tokens := nameTokens(j.pred[p].Name, true)
	for i, e := range j.gold {
		fits := e.Type == quoth.Person && withinName(nameTokens(e.Name, true), tokens)
		if fits != (i == g) {
			return false
		}
	}
	return true
}

// properPerson reports whether p is a person with a proper name.
func (j *judge) properPerson(p int) bool {
	return j.pred[p].Type == quoth.Person && startsUpper(j.pred[p].Name)
}

// onlyHead reports whether the head nouns of the names agree and no other gold
// entity has that head.
func (j *judge) onlyHead(g, p int) bool {
	head, _, _ := headNoun(j.pred[p].Name)
	if head == "" || head != j.heads[g] {
		return false
	}
	for i, other := range j.heads {
		if i != g && other == head {
			return false
		}
	}
	return true
}

// mostPlaces reports whether mentions of p, pronouns aside, hold heads of g's
// sources, and hold no other gold entity's more often.
func (j *judge) mostPlaces(g, p int) bool {
	mine := j.held(g, p)
	if mine == 0 {
		return false
	}
	for other := range j.gold {
		if other != g && j.held(other, p) > mine {
			return false
		}
	}
	return true
}

// held counts the source heads of g that lie in mentions of p.
func (j *judge) held(g, p int) int {
	n := 0
	for _, at := range j.places[g] {
		if slices.ContainsFunc(j.pred[p].Mentions, func(m quoth.Mention) bool {
			return m.Kind != quoth.PronounMention && m.Start <= at && at < m.End
		}) {
			n++
		}
	}
	return n
}

// Gender classes of sources.
const (
	Female      = "female"
	Male        = "male"
	Ungendered  = "person, no gender given"
	SeveralSex  = "several persons"
	NotAPerson  = "not a person"
	NobodyNamed = "no entity"
)

// genderOf puts the entities of a source in one class.
func genderOf(ids []int, entities []quoth.Entity) string {
	class := NobodyNamed
	for n, i := range ids {
		c := genderClass(&entities[i])
		switch {
		case n == 0:
			class = c
		case c != class:
			return SeveralSex
		}
	}
	return class
}

func genderClass(e *quoth.Entity) string {
	switch {
	case e.Gender == "f":
		return Female
	case e.Gender == "m":
		return Male
	case e.Type == quoth.Person:
		return Ungendered
	}
	return NotAPerson
}
