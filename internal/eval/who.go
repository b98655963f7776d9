package eval

import "quoth"

// whoTables scores right entities by class.
type whoTables struct {
	articles int
	all      WhoScore
	byKind   classes[WhoScore]
	byOutlet classes[WhoScore]
	byGender classes[WhoScore]
	byForm   classes[WhoScore]
	direct   classes[WhoScore] // by form, direct quotations only
}

// whoClass is where an attribution is counted.
type whoClass struct {
	kind, outlet, gender string
	form                 Form
}

func (t *whoTables) in(c whoClass) []*WhoScore {
	out := []*WhoScore{
		&t.all, t.byKind.at(c.kind), t.byOutlet.at(c.outlet), t.byGender.at(c.gender), t.byForm.at(string(c.form)),
	}
	if c.kind == string(quoth.Direct) {
		out = append(out, t.direct.at(string(c.form)))
	}
	return out
}

// whoSaid scores the entities of sources where gold has them.
func (s *Scorer) whoSaid(c *comparison) {
	if !c.gold.HasWho {
		return
	}
	s.who.articles++
	for i, nested := range c.nested {
		if nested {
			continue
		}
		for _, w := range s.who.in(c.goldClass(i)) {
			w.gold()
			if c.mate[i] != none {
				w.found(c.verdict(i))
			}
		}
	}
	for j, optional := range c.optional {
		if optional {
			continue
		}
		class := c.predClass(j)
		if i := c.mateOf[j]; i != none {
			class = c.goldClass(i)
		}
		for _, w := range s.who.in(class) {
			w.predicted(c.namesRightly(j))
		}
	}
}

func (c *comparison) goldClass(i int) whoClass {
	kind := string(c.gold.Record.Attributions[i].Kind)
	return whoClass{kind, c.gold.outlet(), c.goldGender(i), c.gold.Forms[i]}
}

func (c *comparison) predClass(j int) whoClass {
	if c.lower == nil {
		c.lower = lowerWords(c.gold.Article.Text)
	}
	a := &c.pred.Attributions[j]
	return whoClass{string(a.Kind), c.gold.outlet(), c.predGender(j), formOf(c.gold.Article.Text, a.Source.Spans, c.lower)}
}

// verdict judges the entity of a gold attribution that has a mate.
func (c *comparison) verdict(i int) Verdict {
	g, p := c.gold.Record.Attributions[i], c.pred.Attributions[c.mate[i]]
	return c.judge.compare(g.Source.Entity, p.Source.Entity)
}

// namesRightly reports whether a prediction counts in the precision of names:
// it names somebody, or rightly nobody.
func (c *comparison) namesRightly(j int) bool {
	if c.judge.names(c.pred.Attributions[j].Source.Entity) {
		return true
	}
	i := c.mateOf[j]
	return i != none && c.verdict(i) == RightEntity
}
