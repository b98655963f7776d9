package post

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
	"quoth/internal/segment"
)

// Bounds of a signature, in bytes: nobody's name or handle is longer.
const (
	longestName   = 120
	longestHandle = 80
)

// signature is "— Name (@handle) date" in the text.
type signature struct {
	quoth.Span        // from the dash to the end of the date
	name       string // of the author
	handle     string // with "@"
	date       string // ISO 8601, "" for none
	twitter    bool   // written as the embedding code of Twitter writes it
}

// twitterForm is a signature as the embedding code of Twitter writes it, to the
// letter: em dash, a handle of at most 15 letters, the month in full.
var twitterForm = regexp.MustCompile(`^— .+ \(@\w{1,15}\) [A-Z][a-z]{2,8} \d{1,2}, \d{4}$`)

var handleInBrackets = regexp.MustCompile(`^\((@\w[\w.-]*(?:@\w[\w.-]*\w)?)\)`)

// findSigned finds the posts that end in a signature.
func findSigned(doc *segment.Doc, links []link) []quoth.Post {
	var out []quoth.Post
	floor := 0 // end of the post before
	for at := 0; ; {
		i := strings.Index(doc.Text[at:], "(@")
		if i < 0 {
			return out
		}
		at += i
		if sig, ok := signatureAt(doc.Text, at, floor); ok {
			if p, ok := signedPost(doc, links, sig, floor); ok {
				out = append(out, p)
				floor = p.End
			}
		}
		at = max(at+2, floor)
	}
}

// signatureAt reads the signature whose handle opens at position open. It does
// not reach back behind floor.
func signatureAt(text string, open, floor int) (signature, bool) {
	m := handleInBrackets.FindStringSubmatch(text[open:min(len(text), open+longestHandle)])
	if m == nil {
		return signature{}, false
	}
	start := max(floor, open-longestName)
	for start < open && !utf8.RuneStart(text[start]) {
		start++
	}
	dash, after := lastDash(text, start, open)
	if dash < 0 {
		return signature{}, false
	}
	sig := signature{
		Span:   quoth.Span{Start: dash, End: open + len(m[0])},
		name:   strings.TrimSpace(text[after:open]),
		handle: strings.TrimRight(m[1], ".-"),
	}
	rest := strings.TrimLeft(text[sig.End:min(len(text), sig.End+16)], " \u00a0,·•|\n\t")
	gap := min(len(text), sig.End+16) - sig.End - len(rest)
	if strings.Count(text[sig.End:sig.End+gap], "\n") > 1 {
		return sig, true
	}
	if iso, n := dateAt(text[sig.End+gap:]); n > 0 {
		sig.date = iso
		sig.End += gap + n
	}
	sig.twitter = twitterForm.MatchString(sig.In(text))
	return sig, true
}

// lastDash finds the dash before a name: the last em dash if a name can stand
// between it and the end, else the last shorter dash. It gives where the dash
// starts and where the name starts, -1 for none.
func lastDash(text string, start, end int) (dash, after int) {
	for _, mark := range []string{"—", "―", "–", "--", "-"} {
		i := strings.LastIndex(text[start:end], mark)
		if i < 0 {
			continue
		}
		dash, after := start+i, start+i+len(mark)
		if mark == "--" {
			dash -= len(text[start:dash]) - len(strings.TrimRight(text[start:dash], "-"))
		}
		if mark == "-" && (dash == 0 || !spaceBefore(text, dash)) {
			continue
		}
		if namelike(text[after:end]) {
			return dash, after
		}
	}
	return -1, -1
}

func spaceBefore(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return unicode.IsSpace(r)
}

// namelike reports whether s, between dash and bracket, can be a display name.
// Such a name may be in lower case, in emoji or in figures; it is short, on one
// line, and no sentence.
func namelike(s string) bool {
	name := strings.TrimSpace(s)
	if name == "" || strings.ContainsAny(name, "()\"“”") || strings.Contains(name, "://") {
		return false
	}
	if strings.Count(s, "\n") > 1 || strings.Contains(name, "\n") || len(strings.Fields(name)) > 10 {
		return false
	}
	return !strings.Contains(name, ". ") || len(strings.Fields(name)) <= 6
}

// signedPost makes the post of a signature, if it is one.
func signedPost(doc *segment.Doc, links []link, sig signature, floor int) (quoth.Post, bool) {
	text := doc.Text
	body, ok := bodyBefore(doc, links, sig, floor)
	if !ok {
		return quoth.Post{}, false
	}
	p := quoth.Post{
		Author: quoth.Optional(sig.name),
		Handle: quoth.Optional(sig.handle),
		Date:   quoth.Optional(sig.date),
		Span:   quoth.Span{Start: body.Start, End: sig.End},
	}
	near := within(links, quoth.Span{Start: body.Start, End: min(len(text), sig.End+400)})
	p.Span.End = trailingStatus(text, near, sig)
	near = within(near, p.Span)
	p.Platform, p.URL = quoth.Optional(platformOf(near, sig.handle)), quoth.Optional(addressOf(text, near))
	if p.Platform == "" && sig.twitter {
		p.Platform = "twitter"
	}
	p.Text = quoth.Optional(body.In(text)[:wordsLen(text, links, body)])
	if p.Text == "" && p.URL == "" || sig.date == "" && p.Platform == "" {
		return quoth.Post{}, false
	}
	return p, true
}

// bodyBefore finds the text of a post before its signature, trimmed. It is
// empty, at the dash, if the signature stands at the top of the text.
func bodyBefore(doc *segment.Doc, links []link, sig signature, floor int) (quoth.Span, bool) {
	i := paragraphAt(doc, sig.Start)
	if i < 0 {
		return quoth.Span{}, false
	}
	body := trim(doc.Text, quoth.Span{Start: max(doc.Paragraphs[i].Start, floor), End: sig.Start})
	for i > 0 && wordsLen(doc.Text, links, body) == 0 && doc.Paragraphs[i-1].Start >= floor {
		i--
		if next := doc.Paragraphs[i]; next.End-next.Start > longestPost {
			break
		}
		body = trim(doc.Text, quoth.Span{Start: doc.Paragraphs[i].Start, End: sig.Start})
		if body.End-body.Start > longestPost {
			break
		}
	}
	return body, true
}

// longestPost is more than any embedded post that stands in a paragraph of its
// own before its signature, in bytes.
const longestPost = 4000

// placeholders stand in residue where a picture was.
var placeholders = []string{"[image or embed]", "View this post on Instagram"}

// wordsLen is the length of the words of a body: without links and
// placeholders at its end.
func wordsLen(text string, links []link, body quoth.Span) int {
	for {
		body = trim(text, body)
		cut := body.End
		if in := within(links, body); len(in) > 0 && in[len(in)-1].End == body.End {
			cut = in[len(in)-1].Start
		}
		for _, p := range placeholders {
			if strings.HasSuffix(body.In(text), p) {
				cut = body.End - len(p)
			}
		}
		if cut == body.End {
			return body.Len()
		}
		body.End = cut
	}
}

func trim(text string, s quoth.Span) quoth.Span {
	if s.End <= s.Start {
		return quoth.Span{Start: s.End, End: s.End}
	}
	in := s.In(text)
	left := strings.TrimLeftFunc(in, unicode.IsSpace)
	s.Start += len(in) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

// within gives the links that lie in s.
func within(links []link, s quoth.Span) []link {
	first := sort.Search(len(links), func(i int) bool { return links[i].Start >= s.Start })
	last := first
	for last < len(links) && links[last].End <= s.End {
		last++
	}
	return links[first:last]
}

// trailingStatus is where a post ends whose own address follows its signature.
func trailingStatus(text string, near []link, sig signature) int {
	for _, l := range near {
		if l.Start < sig.End {
			continue
		}
		gap := text[sig.End:l.Start]
		if l.status && strings.Trim(gap, " \t\n\u00a0([") == "" && strings.Count(gap, "\n") < 2 && (l.handle == "" || l.handle == sig.handle) {
			return l.End
		}
		break
	}
	return sig.End
}

// platformOf is the platform that links or handle show, "" if neither does.
// Links in the text of a post that lead elsewhere say nothing about the post.
func platformOf(links []link, handle string) string {
	switch {
	case strings.Count(handle, "@") == 2:
		return "mastodon"
	case strings.HasSuffix(handle, ".bsky.social"):
		return "bluesky"
	}
	for i := len(links) - 1; i >= 0; i-- {
		if links[i].short || links[i].status && links[i].handle == handle {
			return links[i].platform
		}
	}
	return ""
}

// addressOf is the address of a post itself if there is one, else the first
// short address that is no picture, else the first address.
func addressOf(text string, links []link) string {
	best, rank := "", 0
	for _, l := range links {
		address := l.In(text)
		r := 1
		switch {
		case l.status:
			r = 4
		case l.short && !strings.HasPrefix(address, "pic."):
			r = 3
		case !l.short:
			r = 2
		}
		if r > rank {
			best, rank = address, r
		}
	}
	return best
}
