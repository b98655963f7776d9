package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"quoth"
)

// Gold is one article as a person read it. Its record has byte spans, like
// every record inside the program; entities have no mentions, venues and
// addressees no spans, and a label's voice may be [EitherVoice].
type Gold struct {
	Article quoth.Article
	Record  quoth.Record
	Forms   []Form // how the source is worded, parallel to Record.Attributions

	HasWho         bool // entities, venues, addressees and dates are given
	HasLabels      bool
	HasScareQuotes bool
	HasPosts       bool
}

// EitherVoice marks a gold label that is right with either voice.
const EitherVoice quoth.Voice = "either"

// Who is the layer of who said it, for gold that has spans only: one article's
// entities, and for each attribution its entity, venue, addressee and date.
type Who struct {
	ID           string           `json:"id"`
	Entities     []rawEntity      `json:"entities"`
	Attributions []rawAttribution `json:"attributions"`
}

type rawArticle struct {
	ID           string           `json:"id"`
	Text         string           `json:"text"`
	Title        string           `json:"title"`
	Outlet       string           `json:"outlet"`
	Publisher    string           `json:"publisher"`
	Date         string           `json:"date"`
	Published    string           `json:"published"`
	URL          string           `json:"url"`
	Attributions []rawAttribution `json:"attributions"`
	Entities     *[]rawEntity     `json:"entities"`
	Labels       *[]rawLabel      `json:"labels"`
	ScareQuotes  *[]rawSpan       `json:"scare_quotes"`
	Posts        *[]rawPost       `json:"posts"`
}

type rawSpan [2]int // code points

type rawAttribution struct {
	ID         string          `json:"id"`
	Kind       string          `json:"kind"`
	QuoteType  string          `json:"quote_type"`
	SourceType string          `json:"source_type"`
	Source     []rawSpan       `json:"source"`
	Cue        []rawSpan       `json:"cue"`
	Content    []rawSpan       `json:"content"`
	Entity     quoth.EntityIDs `json:"entity"`
	Venue      string          `json:"venue"`
	Addressee  string          `json:"addressee"`
	Said       *struct {
		Text  string         `json:"text"`
		Value quoth.Optional `json:"value"`
	} `json:"said"`
	PartOf quoth.Optional `json:"part_of"`
}

type rawEntity struct {
	ID      string           `json:"id"`
	Name    string           `json:"name"`
	Type    quoth.EntityType `json:"type"`
	Gender  quoth.Optional   `json:"gender"`
	Aliases []string         `json:"aliases"`
}

type rawLabel struct {
	Span   rawSpan     `json:"span"`
	Entity string      `json:"entity"`
	Voice  quoth.Voice `json:"voice"`
}

type rawPost struct {
	Platform quoth.Optional `json:"platform"`
	Author   quoth.Optional `json:"author"`
	Handle   quoth.Optional `json:"handle"`
	Date     quoth.Optional `json:"date"`
	Text     quoth.Optional `json:"text"`
	URL      quoth.Optional `json:"url"`
}

// DecodeGold reads one line of a gold file. who may be nil; an article that it
// has gets its layer.
func DecodeGold(line []byte, who map[string]Who) (*Gold, error) {
	var raw rawArticle
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, fmt.Errorf("decode gold: %w", err)
	}
	if raw.ID == "" {
		return nil, errors.New("decode gold: article has no id")
	}
	if layer, ok := who[raw.ID]; ok {
		if err := raw.overlay(layer); err != nil {
			return nil, fmt.Errorf("decode gold: %s: %w", raw.ID, err)
		}
	}
	gold, err := raw.gold()
	if err != nil {
		return nil, fmt.Errorf("decode gold: %s: %w", raw.ID, err)
	}
	return gold, nil
}

// DecodeWho reads one line of a file of who layers.
func DecodeWho(line []byte) (Who, error) {
	var w Who
	if err := json.Unmarshal(line, &w); err != nil {
		return w, fmt.Errorf("decode who: %w", err)
	}
	if w.ID == "" {
		return w, errors.New("decode who: layer has no id")
	}
	return w, nil
}

// overlay adds who said it to the attributions, which must be the same.
func (a *rawArticle) overlay(w Who) error {
	byID := map[string]rawAttribution{}
	for _, x := range w.Attributions {
		byID[x.ID] = x
	}
	for i := range a.Attributions {
		to := &a.Attributions[i]
		from, ok := byID[to.ID]
		if !ok {
			return fmt.Errorf("attribution %s: no line in the who file", to.ID)
		}
		to.Entity, to.Venue, to.Addressee, to.Said = from.Entity, from.Venue, from.Addressee, from.Said
	}
	a.Entities = &w.Entities
	return nil
}

// gold checks the annotation and turns its code points into bytes.
func (a *rawArticle) gold() (*Gold, error) {
	g := &Gold{
		Article: quoth.Article{
			ID: a.ID, Text: a.Text, Title: a.Title, URL: a.URL,
			Outlet: first(a.Outlet, a.Publisher), Published: first(a.Published, a.Date),
		},
		HasWho: a.Entities != nil, HasLabels: a.Labels != nil,
		HasScareQuotes: a.ScareQuotes != nil, HasPosts: a.Posts != nil,
	}
	g.Record.Article.ID = a.ID
	for _, e := range value(a.Entities) {
		g.Record.Entities = append(g.Record.Entities, quoth.Entity{
			ID: e.ID, Name: e.Name, Type: e.Type, Gender: e.Gender, Aliases: e.Aliases,
		})
	}
	offsets := offsetsOf(a.Text)
	words := lowerWords(a.Text)
	for _, raw := range a.Attributions {
		att, err := raw.attribution(a.Text, offsets)
		if err != nil {
			return nil, fmt.Errorf("attribution %s: %w", raw.ID, err)
		}
		if unspanned(att) {
			continue
		}
		if err := defined(att.Source.Entity, g.Record.Entities); g.HasWho && err != nil {
			return nil, fmt.Errorf("attribution %s: %w", raw.ID, err)
		}
		form := Form(raw.SourceType)
		if form == "" {
			form = formOf(a.Text, att.Source.Spans, words)
		}
		g.Record.Attributions = append(g.Record.Attributions, att)
		g.Forms = append(g.Forms, form)
	}
	return g, a.layers(&g.Record, offsets)
}

// layers adds labels, scare quotes and posts.
func (a *rawArticle) layers(r *quoth.Record, offsets []int) error {
	for _, raw := range value(a.Labels) {
		spans, err := toBytes(offsets, []rawSpan{raw.Span})
		if err != nil {
			return fmt.Errorf("label: %w", err)
		}
		if err := defined(quoth.EntityIDs{raw.Entity}, r.Entities); raw.Entity != "" && err != nil {
			return fmt.Errorf("label: %w", err)
		}
		r.Labels = append(r.Labels, quoth.Label{
			Entity: raw.Entity, Voice: raw.Voice, Span: spans[0], Text: spans[0].In(a.Text),
		})
	}
	quotes, err := toBytes(offsets, value(a.ScareQuotes))
	if err != nil {
		return fmt.Errorf("scare quote: %w", err)
	}
	r.ScareQuotes = quotes
	for _, p := range value(a.Posts) {
		r.Posts = append(r.Posts, quoth.Post{
			Platform: p.Platform, Author: p.Author, Handle: p.Handle, Date: p.Date, Text: p.Text, URL: p.URL,
		})
	}
	return nil
}

func (a *rawAttribution) attribution(text string, offsets []int) (quoth.Attribution, error) {
	att := quoth.Attribution{ID: a.ID, Kind: quoth.Kind(first(a.Kind, a.QuoteType)), Confidence: 1, PartOf: a.PartOf}
	if att.Kind == "" || att.Kind == "empty" { // PolNeAR's word for: no content
		att.Kind = quoth.Indirect
	}
	roles := [3][]quoth.Span{}
	for i, raw := range [3][]rawSpan{a.Source, a.Cue, a.Content} {
		spans, err := toBytes(offsets, raw)
		if err != nil {
			return att, err
		}
		roles[i] = spans
	}
	att.Source = quoth.Source{Spans: roles[0], Text: quoth.Words(text, roles[0]), Entity: a.Entity}
	att.Cue = quoth.Evidence{Spans: roles[1], Text: quoth.Words(text, roles[1])}
	att.Content = quoth.Evidence{Spans: roles[2], Text: quoth.Words(text, roles[2])}
	if a.Venue != "" {
		att.Venue = &quoth.Venue{Text: a.Venue, Name: a.Venue}
	}
	if a.Addressee != "" {
		att.Addressee = &quoth.Addressee{Text: a.Addressee}
	}
	if a.Said != nil {
		att.Said = &quoth.Said{Text: a.Said.Text, Value: a.Said.Value}
	}
	return att, nil
}

// unspanned reports whether an attribution has no words at all: a slip of the
// corpus, which nothing could find.
func unspanned(a quoth.Attribution) bool {
	return len(a.Source.Spans)+len(a.Cue.Spans)+len(a.Content.Spans) == 0
}

// offsetsOf gives the byte where each code point starts, and the text's length.
func offsetsOf(text string) []int {
	out := make([]int, 0, len(text)+1)
	for b := range text {
		out = append(out, b)
	}
	return append(out, len(text))
}

// toBytes turns spans of code points into spans of bytes, in text order.
func toBytes(offsets []int, raw []rawSpan) ([]quoth.Span, error) {
	out := make([]quoth.Span, len(raw))
	for i, s := range raw {
		if s[0] < 0 || s[1] <= s[0] || s[1] >= len(offsets) {
			return nil, fmt.Errorf("span %d-%d: not inside the text of %d code points", s[0], s[1], len(offsets)-1)
		}
		out[i] = quoth.Span{Start: offsets[s[0]], End: offsets[s[1]]}
	}
	slices.SortFunc(out, bySpan)
	return out, nil
}

// defined returns an error if an id is not one of the entities.
func defined(ids quoth.EntityIDs, entities []quoth.Entity) error {
	for _, id := range ids {
		if entityIndex(entities, id) < 0 {
			return fmt.Errorf("entity %q: not in the list of entities", id)
		}
	}
	return nil
}

func entityIndex(entities []quoth.Entity, id string) int {
	return slices.IndexFunc(entities, func(e quoth.Entity) bool { return e.ID == id })
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func value[T any](list *[]T) []T {
	if list == nil {
		return nil
	}
	return *list
}
