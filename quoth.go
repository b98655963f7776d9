// Package quoth holds the nouns of the program: an article, the record of
// who said what in it, and the parts of that record. It has no behaviour
// beyond small methods and imports only the standard library.
//
// Inside the program every [Span] counts bytes of the article's text. In every
// output spans count Unicode code points; package internal/record makes the
// change for records, in both directions, and internal/eval for annotated gold. The
// format of the output is specified in docs/format.md.
//
// The words are those of the quotation extraction literature: an attribution
// has three roles, source, cue and content (PARC 3.0, Pareti 2016; PolNeAR,
// Newell et al. 2018). An entity is what the mentions of an article refer to.
package quoth

// Article is one article as it was given. Text is the evidence: all spans point
// into it, and it is never normalised, trimmed or converted.
type Article struct {
	ID        string   `json:"id"`                  // canonical address, else the file name as given
	Text      string   `json:"text"`                // valid UTF-8
	Title     string   `json:"title,omitempty"`     // headline, "" if unknown
	Outlet    string   `json:"outlet,omitempty"`    // who published it, "" if unknown
	Published string   `json:"published,omitempty"` // ISO 8601 date or date-time, "" if unknown
	URL       string   `json:"url,omitempty"`       // address, "" if unknown
	Authors   []string `json:"authors,omitempty"`
	Language  string   `json:"language,omitempty"` // BCP 47 tag, "" if unknown
}

// Record is who said what in one article.
type Record struct {
	Article      ArticleInfo   `json:"article"`
	Entities     []Entity      `json:"entities"`
	Attributions []Attribution `json:"attributions"`
	Labels       []Label       `json:"labels"`
	Posts        []Post        `json:"posts"`
	ScareQuotes  []Span        `json:"scare_quotes"` // quotation marks that quote nobody: titles, nicknames, irony
}

// ArticleInfo names the article that a record was made from. SHA256 is the
// lower-case hexadecimal hash of the UTF-8 text.
type ArticleInfo struct {
	ID        string   `json:"id"`
	Outlet    Optional `json:"outlet"`
	Title     Optional `json:"title"`
	Published Optional `json:"published"`
	URL       Optional `json:"url"`
	SHA256    string   `json:"sha256"`
}

// EntityType says what kind of thing an entity is.
type EntityType string

// The types of entities.
const (
	Person       EntityType = "person"       // a named person, or one person described
	Organization EntityType = "organization" // a named company, party, agency, court, paper, country
	Group        EntityType = "group"        // several people: "residents", "Republicans"
	Document     EntityType = "document"     // a report, poll, study or law that "says" something
	Unnamed      EntityType = "unnamed"      // people described but not named: "a senior official"
)

// Entity is somebody or something that the article mentions.
type Entity struct {
	ID       string     `json:"id"`     // unique in the record: "e1", "e2", ...
	Name     string     `json:"name"`   // fullest proper name that the article gives, without titles
	Type     EntityType `json:"type"`   //
	Gender   Optional   `json:"gender"` // "f" or "m" where the article makes it known
	Aliases  []string   `json:"aliases"`
	Roles    []string   `json:"roles"`
	Mentions []Mention  `json:"mentions"` // sorted by Start
}

// MentionKind says how a mention refers.
type MentionKind string

// The kinds of mentions.
const (
	NameMention        MentionKind = "name"        // "Sadiq Khan"
	DescriptionMention MentionKind = "description" // "the mayor"
	PronounMention     MentionKind = "pronoun"     // "he"
)

// Mention is one expression that refers to an entity.
type Mention struct {
	Span
	Kind MentionKind `json:"kind"`
}

// Kind says how the words of an attribution are given.
type Kind string

// The kinds of attributions.
const (
	Direct   Kind = "direct"   // every letter of the content stands within quotation marks
	Indirect Kind = "indirect" // none does
	Mixed    Kind = "mixed"    // some do
)

// Attribution says that somebody said, wrote or thinks something.
type Attribution struct {
	ID         string   `json:"id"` // unique in the record: "a1", "a2", ..., in text order
	Kind       Kind     `json:"kind"`
	Confidence float64  `json:"confidence"` // between 0 and 1
	Source     Source   `json:"source"`
	Cue        Evidence `json:"cue"`
	Content    Evidence `json:"content"`

	Venue     *Venue     `json:"venue"`     // where or through what it was said
	Addressee *Addressee `json:"addressee"` // to whom
	Said      *Said      `json:"said"`      // when

	PartOf Optional `json:"part_of"` // ID of the attribution whose quotation this one continues
	Within Optional `json:"within"`  // ID of the innermost attribution in whose content this one stands
}

// Evidence is a list of pieces of the text, sorted and disjoint. Text repeats
// their words, joined by one blank.
type Evidence struct {
	Spans []Span `json:"spans"`
	Text  string `json:"text,omitempty"`
}

// Source is who is said to have said it: the words of the article, and the
// entities that they refer to, none where that is unknown.
type Source struct {
	Spans  []Span    `json:"spans"`
	Text   string    `json:"text,omitempty"`
	Entity EntityIDs `json:"entity"`
}

// Venue is a medium, event or place of an utterance. Text is worded as in the
// article; Name is the proper name in it, or the same as Text.
type Venue struct {
	Spans []Span `json:"spans"`
	Text  string `json:"text"`
	Name  string `json:"name"`
}

// Addressee is whom the words were said to.
type Addressee struct {
	Spans  []Span    `json:"spans"`
	Text   string    `json:"text"`
	Entity EntityIDs `json:"entity"`
}

// Said dates the act of saying. Value is ISO 8601 at the precision that the
// text gives ("2017", "2016-10", "2016-W41", "2016-10-12").
type Said struct {
	Spans []Span   `json:"spans"`
	Text  string   `json:"text"`
	Value Optional `json:"value"`
}

// Voice says whose words a label is.
type Voice string

// The voices.
const (
	NarratorVoice Voice = "narrator" // the outlet's own words
	SourceVoice   Voice = "source"   // inside the content of an attribution
)

// Label is an evaluative or ideological word that the article puts on an entity.
type Label struct {
	Entity string `json:"entity"` // ID of the entity
	Voice  Voice  `json:"voice"`
	Span
	Text string `json:"text"`
}

// Post is an embedded post of a social medium, as its residue in plain text
// gives it. What the residue does not give is empty.
type Post struct {
	Platform Optional `json:"platform"` // "twitter", "mastodon", ...
	Author   Optional `json:"author"`
	Handle   Optional `json:"handle"` // with its "@"
	Date     Optional `json:"date"`   // ISO 8601
	Text     Optional `json:"text"`   // the words of the post
	URL      Optional `json:"url"`    // address that the residue gives
	Span
}
