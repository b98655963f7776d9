package eval

import (
	"slices"

	"quoth"
)

// Scorer compares articles with their records, one by one. The zero value
// scores and keeps no misses.
type Scorer struct {
	// Misses are the kinds of misses to keep for the report, at most Limit of
	// each (0 is no limit).
	Misses []MissKind
	Limit  int

	articles    int
	missing     []string
	counts      Sizes
	runs        [3]Count
	letters     [3]Count
	all         Levels
	byKind      classes[Levels]
	byOutlet    classes[Levels]
	byGender    classes[Levels]
	nested      Levels
	nestedWho   WhoScore
	who         whoTables
	layers      layerTables
	curve       []CurveRow
	reliability [10]binSum
	exactly     [101]binSum // by confidence in hundredths, as records give it
	misses      []Miss
	kept        map[MissKind]int
}

// classes are scores by class.
type classes[T any] map[string]*T

func (c *classes[T]) at(name string) *T {
	if *c == nil {
		*c = classes[T]{}
	}
	if (*c)[name] == nil {
		(*c)[name] = new(T)
	}
	return (*c)[name]
}

// comparison is one article with its record.
type comparison struct {
	*pairing
	gold    *Gold
	pred    *quoth.Record
	letters letters
	judge   *judge
	lower   map[string]bool // made when a source's form is needed
}

func compare(g *Gold, pred *quoth.Record, l letters, j *judge) *comparison {
	return &comparison{
		pairing: pair(l, g.Record.Attributions, pred.Attributions),
		gold:    g, pred: pred, letters: l, judge: j,
	}
}

// Add scores one article. The record must be bound to the article's text; nil
// stands for a record that is missing: everything in the article is missed.
func (s *Scorer) Add(g *Gold, record *quoth.Record) {
	s.articles++
	if record == nil {
		s.missing = append(s.missing, g.Article.ID)
		record = &quoth.Record{}
	}
	l, j := lettersOf(g.Article.Text), newJudge(g, record)
	c := compare(g, record, l, j)
	s.sizes(c)
	s.spans(c)
	s.attributions(c)
	s.optional(c)
	s.whoSaid(c)
	s.layer(c)
	s.confidence(c)
	s.miss(c)
}

func (s *Scorer) sizes(c *comparison) {
	for _, nested := range c.nested {
		if nested {
			s.counts.Nested++
		} else {
			s.counts.Gold++
		}
	}
	for _, optional := range c.optional {
		if optional {
			s.counts.Optional++
		} else {
			s.counts.Predicted++
		}
	}
}

// spans scores exact runs and letters.
func (s *Scorer) spans(c *comparison) {
	for r, role := range Roles() {
		gold := roleSpans(c.gold.Record.Attributions, c.pairing.nested, role)
		pred := roleSpans(c.pred.Attributions, c.optional, role)
		s.runs[r].Gold += len(gold)
		s.runs[r].Predicted += len(pred)
		s.runs[r].Right += common(gold, pred)
		gold, pred = merged(gold), merged(pred)
		s.letters[r].Gold += c.letters.count(gold)
		s.letters[r].Predicted += c.letters.count(pred)
		s.letters[r].Right += c.letters.shared(gold, pred)
	}
}

// roleSpans gives the distinct spans of a role, sorted, skipped attributions aside.
func roleSpans(atts []quoth.Attribution, skip []bool, role Role) []quoth.Span {
	var out []quoth.Span
	for i := range atts {
		if !skip[i] {
			out = append(out, spansOf(&atts[i], role)...)
		}
	}
	slices.SortFunc(out, bySpan)
	return slices.Compact(out)
}

// common counts what two sorted lists without doubles share.
func common(a, b []quoth.Span) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch order := bySpan(a[i], b[j]); {
		case order == 0:
			n, i, j = n+1, i+1, j+1
		case order < 0:
			i++
		default:
			j++
		}
	}
	return n
}

// attributions scores found, linked and exact in every class.
func (s *Scorer) attributions(c *comparison) {
	for i := range c.gold.Record.Attributions {
		if c.nested[i] {
			continue
		}
		g := &c.gold.Record.Attributions[i]
		for _, l := range s.levels(c, g.Kind, c.goldGender(i)) {
			l.gold()
			if j := c.mate[i]; j != none {
				p := &c.pred.Attributions[j]
				l.right(linked(c.letters, g, p), len(differing(g, p)) == 0)
			}
		}
	}
	for j := range c.pred.Attributions {
		if c.optional[j] {
			continue
		}
		kind, gender := c.pred.Attributions[j].Kind, c.predGender(j)
		if i := c.mateOf[j]; i != none {
			kind, gender = c.gold.Record.Attributions[i].Kind, c.goldGender(i)
		}
		for _, l := range s.levels(c, kind, gender) {
			l.predicted()
		}
	}
}

// levels gives the scores that an attribution of these classes counts in.
func (s *Scorer) levels(c *comparison, kind quoth.Kind, gender string) []*Levels {
	out := []*Levels{&s.all, s.byKind.at(string(kind)), s.byOutlet.at(c.gold.outlet())}
	if c.gold.HasWho {
		out = append(out, s.byGender.at(gender))
	}
	return out
}

// outlet gives the name under which an article is counted.
func (g *Gold) outlet() string { return first(g.Article.Outlet, "(no outlet)") }

func (c *comparison) goldGender(i int) string {
	ids := named(c.gold.Record.Attributions[i].Source.Entity, c.judge.gold, c.judge.goldAt)
	return genderOf(ids, c.judge.gold)
}

func (c *comparison) predGender(j int) string {
	ids := named(c.pred.Attributions[j].Source.Entity, c.judge.pred, c.judge.predAt)
	return genderOf(ids, c.judge.pred)
}

// optional scores nested gold, apart from all else.
func (s *Scorer) optional(c *comparison) {
	for i, nested := range c.nested {
		if !nested {
			continue
		}
		s.nested.gold()
		if c.gold.HasWho {
			s.nestedWho.gold()
		}
		j := c.mate[i]
		if j == none {
			continue
		}
		g, p := &c.gold.Record.Attributions[i], &c.pred.Attributions[j]
		s.nested.right(linked(c.letters, g, p), len(differing(g, p)) == 0)
		if c.gold.HasWho {
			s.nestedWho.found(c.verdict(i))
		}
	}
	for j, optional := range c.optional {
		if !optional {
			continue
		}
		s.nested.predicted()
		if c.gold.HasWho {
			s.nestedWho.predicted(c.namesRightly(j))
		}
	}
}
