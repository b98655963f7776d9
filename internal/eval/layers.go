package eval

import (
	"cmp"
	"slices"
	"strings"

	"quoth"
)

// layerTables scores what surrounds the attributions.
type layerTables struct {
	hasWho, hasLabels, hasScareQuotes, hasPosts bool

	venue, addressee, said Count
	venueName, saidValue   Rate

	labelSpans, labels   Count
	labelVoice           Rate
	scareQuotes, posts   Count
	postHandle, postText Rate
}

func (s *Scorer) layer(c *comparison) {
	t := &s.layers
	if c.gold.HasWho {
		t.hasWho = true
		t.circumstances(c)
	}
	if c.gold.HasLabels {
		t.hasLabels = true
		t.label(c)
	}
	if c.gold.HasScareQuotes {
		t.hasScareQuotes = true
		pairs := matchSpans(c.letters, c.gold.Record.ScareQuotes, c.pred.ScareQuotes, nil)
		t.scareQuotes.add(len(pairs), len(c.gold.Record.ScareQuotes), len(c.pred.ScareQuotes))
	}
	if c.gold.HasPosts {
		t.hasPosts = true
		t.post(c)
	}
}

func (c *Count) add(right, gold, predicted int) {
	c.Right += right
	c.Gold += gold
	c.Predicted += predicted
}

func (r *Rate) add(part bool) {
	r.Of++
	if part {
		r.Part++
	}
}

// circumstances scores venue, addressee and date of the attributions.
func (t *layerTables) circumstances(c *comparison) {
	for i := range c.gold.Record.Attributions {
		if c.nested[i] {
			continue
		}
		g, p := &c.gold.Record.Attributions[i], &quoth.Attribution{}
		if c.mate[i] != none {
			p = &c.pred.Attributions[c.mate[i]]
		}
		if g.Venue != nil {
			t.venue.Gold++
			if sameVenue(g.Venue, p.Venue) {
				t.venue.Right++
				t.venueName.add(venueNamed(g.Venue, p.Venue))
			}
		}
		if g.Addressee != nil {
			t.addressee.Gold++
			if sameAddressee(g.Addressee, p.Addressee) {
				t.addressee.Right++
			}
		}
		if g.Said != nil {
			t.said.Gold++
			if sameSaid(g.Said, p.Said) {
				t.said.Right++
				t.saidValue.add(g.Said.Value == p.Said.Value)
			}
		}
	}
	for j := range c.pred.Attributions {
		if c.optional[j] {
			continue
		}
		a := &c.pred.Attributions[j]
		t.venue.Predicted += one(a.Venue != nil)
		t.addressee.Predicted += one(a.Addressee != nil)
		t.said.Predicted += one(a.Said != nil)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sameVenue(g, p *quoth.Venue) bool {
	return g != nil && p != nil && (wordsAgree(g.Text, p.Text) || wordsAgree(g.Text, p.Name))
}

func venueNamed(g, p *quoth.Venue) bool {
	key := nameKey(g.Name, false)
	return key == nameKey(p.Name, false) || key == nameKey(p.Text, false)
}

func sameAddressee(g, p *quoth.Addressee) bool {
	return g != nil && p != nil && wordsAgree(g.Text, p.Text)
}

func sameSaid(g, p *quoth.Said) bool {
	return g != nil && p != nil && wordsAgree(g.Text, p.Text)
}

// label scores labels: their spans, and spans together with entities.
func (t *layerTables) label(c *comparison) {
	gold, pred := c.gold.Record.Labels, c.pred.Labels
	right := func(i, j int) bool { return c.labelEntity(i, j) }
	pairs := matchSpans(c.letters, labelSpans(gold), labelSpans(pred), right)
	t.labelSpans.add(len(pairs), len(gold), len(pred))
	n := 0
	for _, p := range pairs {
		if right(p.gold, p.pred) {
			n++
			voice := gold[p.gold].Voice
			t.labelVoice.add(voice == EitherVoice || voice == pred[p.pred].Voice)
		}
	}
	t.labels.add(n, len(gold), len(pred))
}

// labelEntity reports whether two labels are put on the same entity.
func (c *comparison) labelEntity(i, j int) bool {
	entity := c.gold.Record.Labels[i].Entity
	return entity == "" || c.judge.sameID(entity, c.pred.Labels[j].Entity)
}

func labelSpans(labels []quoth.Label) []quoth.Span {
	out := make([]quoth.Span, len(labels))
	for i, l := range labels {
		out[i] = l.Span
	}
	return out
}

// matchSpans pairs spans that share a letter, one to one: first those that
// prefer (nil: none) likes, then by overlap, then in text order.
func matchSpans(l letters, gold, pred []quoth.Span, prefer func(i, j int) bool) []candidate {
	var all []candidate
	for i, g := range gold {
		for j, p := range pred {
			c := candidate{gold: i, pred: j, content: l.overlap([]quoth.Span{g}, []quoth.Span{p})}
			if c.content > 0 {
				c.second = prefer != nil && !prefer(i, j)
				all = append(all, c)
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(compareBool(a.second, b.second), better(a, b)) })
	return oneToOne(all)
}

// oneToOne keeps the first candidate of each side.
func oneToOne(sorted []candidate) []candidate {
	gold, pred := map[int]bool{}, map[int]bool{}
	return slices.DeleteFunc(sorted, func(c candidate) bool {
		if gold[c.gold] || pred[c.pred] {
			return true
		}
		gold[c.gold], pred[c.pred] = true, true
		return false
	})
}

// post scores embedded posts by their words.
func (t *layerTables) post(c *comparison) {
	gold, pred := c.gold.Record.Posts, c.pred.Posts
	var all []candidate
	for i := range gold {
		for j := range pred {
			if overlap := postOverlap(&gold[i], &pred[j]); overlap >= minOverlap {
				all = append(all, candidate{gold: i, pred: j, content: overlap})
			}
		}
	}
	slices.SortFunc(all, better)
	pairs := oneToOne(all)
	t.posts.add(len(pairs), len(gold), len(pred))
	for _, p := range pairs {
		g, q := &gold[p.gold], &pred[p.pred]
		t.postHandle.add(handle(g) == handle(q))
		t.postText.add(postWords(g) == postWords(q))
	}
}

// postOverlap gives shared words over words of both; posts without words are
// compared by their handles.
func postOverlap(g, p *quoth.Post) float64 {
	a, b := strings.Fields(string(g.Text)), strings.Fields(string(p.Text))
	if len(a) == 0 && len(b) == 0 {
		return float64(one(handle(g) != "" && handle(g) == handle(p)))
	}
	left := map[string]int{}
	for _, w := range a {
		left[w]++
	}
	shared := 0
	for _, w := range b {
		if left[w] > 0 {
			left[w]--
			shared++
		}
	}
	return float64(shared) / float64(len(a)+len(b)-shared)
}

func handle(p *quoth.Post) string {
	return strings.ToLower(strings.TrimPrefix(string(p.Handle), "@"))
}

func postWords(p *quoth.Post) string { return strings.Join(strings.Fields(string(p.Text)), " ") }
