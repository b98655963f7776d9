package eval

import (
	"slices"
	"strings"
	"unicode/utf8"

	"quoth"
)

// MissKind says what is wrong with an attribution.
type MissKind string

// The kinds of misses.
const (
	Missed    MissKind = "missed"   // gold that is not found
	Invented  MissKind = "invented" // a prediction that is no gold
	WrongSpan MissKind = "spans"    // found, but not with the same spans
	WrongWho  MissKind = "entity"   // found, but with another entity, or none
	WrongPart MissKind = "layers"   // venue, addressee, said or label
	Unnested  MissKind = "nested"   // nested gold that is not found
)

// ParseMissKinds reads a list such as "missed,spans"; "all" is every kind and
// "usual" the first four. It returns false and the word that it does not know.
func ParseMissKinds(list []string) ([]MissKind, string, bool) {
	var out []MissKind
	for _, word := range list {
		switch k := MissKind(word); k {
		case "usual":
			out = append(out, Missed, Invented, WrongSpan, WrongWho)
		case "all":
			out = append(out, Missed, Invented, WrongSpan, WrongWho, WrongPart, Unnested)
		case Missed, Invented, WrongSpan, WrongWho, WrongPart, Unnested:
			out = append(out, k)
		default:
			return nil, word, false
		}
	}
	return out, "", true
}

// Miss is one thing that went wrong, with its words. Offset counts code points
// of the article's text.
type Miss struct {
	Miss    MissKind   `json:"miss"`
	Kind    quoth.Kind `json:"kind,omitempty"`
	Article string     `json:"article"`
	Outlet  string     `json:"outlet"`
	Offset  int        `json:"offset"`
	Lines   []Side     `json:"lines"`

	byte int
}

// Side is one line of a miss: what gold has and what the record has, or one of
// them. An empty role is "".
type Side struct {
	Name string  `json:"name"`
	Gold *string `json:"gold,omitempty"`
	Read *string `json:"read,omitempty"`
}

// miss collects the misses of one article that the scorer is asked for.
func (s *Scorer) miss(c *comparison) {
	if len(s.Misses) == 0 {
		return
	}
	var all []Miss
	for i := range c.gold.Record.Attributions {
		all = append(all, c.goldMisses(i)...)
	}
	for j := range c.pred.Attributions {
		if c.mateOf[j] == none && !c.optional[j] {
			all = append(all, c.invented(j))
		}
	}
	all = append(all, c.labelMisses()...)
	slices.SortStableFunc(all, func(a, b Miss) int { return a.byte - b.byte })
	for _, m := range all {
		s.keep(m, c.gold)
	}
}

func (s *Scorer) keep(m Miss, g *Gold) {
	if !slices.Contains(s.Misses, m.Miss) || s.Limit > 0 && s.kept[m.Miss] >= s.Limit {
		return
	}
	if s.kept == nil {
		s.kept = map[MissKind]int{}
	}
	s.kept[m.Miss]++
	m.Article, m.Outlet = g.Article.ID, g.Article.Outlet
	m.Offset = utf8.RuneCountInString(g.Article.Text[:m.byte])
	s.misses = append(s.misses, m)
}

// goldMisses gives what is wrong with gold attribution i.
func (c *comparison) goldMisses(i int) []Miss {
	g := &c.gold.Record.Attributions[i]
	j := c.mate[i]
	switch {
	case j == none && c.nested[i]:
		return []Miss{c.alone(Unnested, g, true)}
	case j == none:
		return []Miss{c.alone(Missed, g, true)}
	case c.nested[i]:
		return nil
	}
	p := &c.pred.Attributions[j]
	var out []Miss
	if roles := differing(g, p); len(roles) > 0 {
		out = append(out, c.spansMiss(g, p, roles))
	}
	if !c.gold.HasWho {
		return out
	}
	if c.verdict(i) != RightEntity {
		out = append(out, c.whoMiss(i, g, p))
	}
	if lines := circumstanceSides(g, p); len(lines) > 0 {
		m := c.start(WrongPart, g)
		m.Lines = append(lines, c.context(g))
		out = append(out, m)
	}
	return out
}

func (c *comparison) start(kind MissKind, a *quoth.Attribution) Miss {
	around, _ := hull(a)
	return Miss{Miss: kind, Kind: a.Kind, byte: around.Start}
}

func (c *comparison) invented(j int) Miss {
	return c.alone(Invented, &c.pred.Attributions[j], false)
}

// alone shows an attribution that the other side lacks.
func (c *comparison) alone(kind MissKind, a *quoth.Attribution, gold bool) Miss {
	m := c.start(kind, a)
	for _, role := range Roles() {
		words := c.words(spansOf(a, role))
		side := Side{Name: string(role), Read: &words}
		if gold {
			side = Side{Name: string(role), Gold: &words}
		}
		m.Lines = append(m.Lines, side)
	}
	m.Lines = append(m.Lines, c.context(a))
	return m
}

// spansMiss shows the roles that differ side by side.
func (c *comparison) spansMiss(g, p *quoth.Attribution, roles []Role) Miss {
	m := c.start(WrongSpan, g)
	for _, role := range roles {
		gold, read := c.words(spansOf(g, role)), c.words(spansOf(p, role))
		m.Lines = append(m.Lines, Side{string(role), &gold, &read})
	}
	m.Lines = append(m.Lines, c.context(g))
	return m
}

func (c *comparison) whoMiss(i int, g, p *quoth.Attribution) Miss {
	m := c.start(WrongWho, g)
	gold := entityNames(g.Source.Entity, c.gold.Record.Entities)
	read := entityNames(p.Source.Entity, c.pred.Entities)
	source := c.words(g.Source.Spans)
	form := string(c.gold.Forms[i])
	m.Lines = []Side{{"entity", &gold, &read}, {"source", &source, nil}, {"form", &form, nil}, c.context(g)}
	return m
}

func entityNames(ids quoth.EntityIDs, entities []quoth.Entity) string {
	var out []string
	for _, id := range ids {
		if i := entityIndex(entities, id); i >= 0 {
			out = append(out, entities[i].Name)
		}
	}
	if len(out) == 0 {
		return "(nobody)"
	}
	return strings.Join(out, " + ")
}

// circumstanceSides shows venue, addressee and date where they differ.
func circumstanceSides(g, p *quoth.Attribution) []Side {
	var out []Side
	add := func(name, gold, read string, same bool) {
		if !same {
			out = append(out, Side{name, &gold, &read})
		}
	}
	if g.Venue != nil || p.Venue != nil {
		gold, read := "", ""
		if g.Venue != nil {
			gold = g.Venue.Name
		}
		if p.Venue != nil {
			read = p.Venue.Name
		}
		add("venue", gold, read, sameVenue(g.Venue, p.Venue) && venueNamed(g.Venue, p.Venue))
	}
	if g.Addressee != nil || p.Addressee != nil {
		gold, read := "", ""
		if g.Addressee != nil {
			gold = g.Addressee.Text
		}
		if p.Addressee != nil {
			read = p.Addressee.Text
		}
		add("addressee", gold, read, sameAddressee(g.Addressee, p.Addressee))
	}
	if g.Said != nil || p.Said != nil {
		add("said", saidWords(g.Said), saidWords(p.Said), sameSaid(g.Said, p.Said) && g.Said.Value == p.Said.Value)
	}
	return out
}

func saidWords(s *quoth.Said) string {
	if s == nil {
		return ""
	}
	return s.Text + " = " + first(string(s.Value), "unknown")
}

// labelMisses shows labels that one side lacks or puts on somebody else.
func (c *comparison) labelMisses() []Miss {
	if !c.gold.HasLabels {
		return nil
	}
	gold, pred := c.gold.Record.Labels, c.pred.Labels
	var out []Miss
	matched := map[int]int{}
	for _, p := range matchSpans(c.letters, labelSpans(gold), labelSpans(pred), c.labelEntity) {
		matched[p.pred] = p.gold + 1
	}
	found := map[int]bool{}
	for j := range pred {
		i := matched[j] - 1
		found[i] = true
		read := c.labelWords(&pred[j], c.pred.Entities)
		words := ""
		if i >= 0 {
			if c.labelEntity(i, j) && (gold[i].Voice == pred[j].Voice || gold[i].Voice == EitherVoice) {
				continue
			}
			words = c.labelWords(&gold[i], c.gold.Record.Entities)
		}
		out = append(out, Miss{Miss: WrongPart, byte: pred[j].Start, Lines: []Side{{"label", &words, &read}}})
	}
	for i := range gold {
		if !found[i] {
			words, read := c.labelWords(&gold[i], c.gold.Record.Entities), ""
			out = append(out, Miss{Miss: WrongPart, byte: gold[i].Start, Lines: []Side{{"label", &words, &read}}})
		}
	}
	return out
}

func (c *comparison) labelWords(l *quoth.Label, entities []quoth.Entity) string {
	return c.words([]quoth.Span{l.Span}) + " (" + entityNames(quoth.EntityIDs{l.Entity}, entities) + ", " + string(l.Voice) + ")"
}

// words gives the text of a role on one line, its pieces set apart by a bar.
func (c *comparison) words(spans []quoth.Span) string {
	pieces := make([]string, len(spans))
	for i, s := range spans {
		pieces[i] = oneLine(s.In(c.gold.Article.Text))
	}
	return strings.Join(pieces, " | ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// context gives the sentences around an attribution, roughly.
func (c *comparison) context(a *quoth.Attribution) Side {
	const reach = 160
	text := c.gold.Article.Text
	around, _ := hull(a)
	start, end := max(0, around.Start-reach), min(len(text), around.End+reach)
	if i := lastStop(text[start:around.Start]); i >= 0 {
		start += i
	}
	if i := strings.IndexAny(text[around.End:end], ".!?\n"); i >= 0 {
		end = around.End + i + 1
	}
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	words := oneLine(text[start:end])
	return Side{Name: "in", Gold: &words}
}

// lastStop gives the byte after the last end of a sentence or line, -1 for none.
func lastStop(s string) int {
	stop := strings.LastIndexByte(s, '\n') + 1
	for _, mark := range []string{". ", "! ", "? ", ".” ", "!” ", "?” ", ".\" ", "!\" ", "?\" "} {
		if i := strings.LastIndex(s, mark); i >= 0 {
			stop = max(stop, i+len(mark))
		}
	}
	return stop - one(stop == 0)
}
