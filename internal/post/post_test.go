package post

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth"
	"quoth/internal/segment"
)

// A case marks the span of each wanted post with ⟦ and ⟧.
var cases = []struct {
	name, text string
	want       []quoth.Post
}{
	{"glued link", "The bridge is shut.\n\n⟦Bridge shut until springhttps://t.co/abc1 — Selby Herald (@selbyherald) December 6, 2023⟧", []quoth.Post{
		{Platform: "twitter", Author: "Selby Herald", Handle: "@selbyherald", Date: "2023-12-06", Text: "Bridge shut until spring", URL: "https://t.co/abc1"}}},
	{"picture only", "⟦Crabs are back at the north quay. pic.twitter.com/Qr7 — Ana (@ana_k) March 1, 2019⟧\n\nPrices fell.", []quoth.Post{
		{Platform: "twitter", Author: "Ana", Handle: "@ana_k", Date: "2019-03-01", Text: "Crabs are back at the north quay.", URL: "pic.twitter.com/Qr7"}}},
	{"two links glued to each other", "⟦Tickets go tonighthttps://t.co/a1pic.twitter.com/b2 — Fair (@fair) May 2, 2021⟧", []quoth.Post{
		{Platform: "twitter", Author: "Fair", Handle: "@fair", Date: "2021-05-02", Text: "Tickets go tonight", URL: "https://t.co/a1"}}},
	{"no link shows no platform", "⟦We meet at noon. - Dockers’ Union (@dockers) June 3, 2020⟧", []quoth.Post{
		{Author: "Dockers’ Union", Handle: "@dockers", Date: "2020-06-03", Text: "We meet at noon."}}},
	{"the letters of the embedding code show it", "⟦We meet at noon. — Dockers’ Union (@dockers) June 3, 2020⟧", []quoth.Post{
		{Platform: "twitter", Author: "Dockers’ Union", Handle: "@dockers", Date: "2020-06-03", Text: "We meet at noon."}}},
	{"hyphen, abbreviated month", "⟦Closed again https://t.co/x9 - Port Office (@portoffice) Dec. 6, 2023⟧", []quoth.Post{
		{Platform: "twitter", Author: "Port Office", Handle: "@portoffice", Date: "2023-12-06", Text: "Closed again", URL: "https://t.co/x9"}}},
	{"en dash, day first", "⟦Closed again https://t.co/x9 – Port Office (@portoffice) 6 December 2023⟧", []quoth.Post{
		{Platform: "twitter", Author: "Port Office", Handle: "@portoffice", Date: "2023-12-06", Text: "Closed again", URL: "https://t.co/x9"}}},
	{"emoji in the name, time before the date", "⟦Rain 🌧️ all day — marta 🌍🌏 (@marta) 8:30 AM - 6 Dec 2017⟧", []quoth.Post{
		{Author: "marta 🌍🌏", Handle: "@marta", Date: "2017-12-06", Text: "Rain 🌧️ all day"}}},
	{"hyphens in the name and dashes in the text", "⟦Late — again — and cold. — Jo-Ann Reed (@jreed) 2022-02-03⟧", []quoth.Post{
		{Author: "Jo-Ann Reed", Handle: "@jreed", Date: "2022-02-03", Text: "Late — again — and cold."}}},
	{"a dash in a name behind an em dash", "⟦Late again. — Ann Oke - Harbour News (@annoke) July 9, 2018⟧", []quoth.Post{
		{Platform: "twitter", Author: "Ann Oke - Harbour News", Handle: "@annoke", Date: "2018-07-09", Text: "Late again."}}},
	{"two posts in one paragraph", "He wrote twice.\n\n⟦One boat left. — Al (@al) May 1, 2020⟧ ⟦All boats left. https://t.co/q — Al (@al) May 2, 2020⟧", []quoth.Post{
		{Platform: "twitter", Author: "Al", Handle: "@al", Date: "2020-05-01", Text: "One boat left."},
		{Platform: "twitter", Author: "Al", Handle: "@al", Date: "2020-05-02", Text: "All boats left.", URL: "https://t.co/q"}}},
	{"signature in its own paragraph", "Prose before.\n\n⟦We will not pay.\n\n[image or embed]\n\n— Lea Moss (@lea.bsky.social) Nov 20, 2024 at 3:32 PM⟧\n\nProse after.", []quoth.Post{
		{Platform: "bluesky", Author: "Lea Moss", Handle: "@lea.bsky.social", Date: "2024-11-20", Text: "We will not pay."}}},
	{"fediverse handle without a date", "⟦The ferry is full. — Ida (@ida@sea.example)⟧", []quoth.Post{
		{Platform: "mastodon", Author: "Ida", Handle: "@ida@sea.example", Text: "The ferry is full."}}},
	{"own address behind the signature", "⟦The ferry is full. — Ida Berg (@idab) 5 May 2021 https://twitter.com/idab/status/1389⟧ Then it sank.", []quoth.Post{
		{Platform: "twitter", Author: "Ida Berg", Handle: "@idab", Date: "2021-05-05", Text: "The ferry is full.", URL: "https://twitter.com/idab/status/1389"}}},
	{"instagram frame", "⟦View this post on Instagram A post shared by Crab House (@crab.house) on Dec 6, 2019 at 3:14pm PST⟧", []quoth.Post{
		{Platform: "instagram", Author: "Crab House", Handle: "@crab.house", Date: "2019-12-06"}}},
	{"mastodon frame", "⟦Post by @ida@sea.example View on Mastodon⟧", []quoth.Post{
		{Platform: "mastodon", Handle: "@ida@sea.example"}}},
	{"addresses of posts", "See ⟦https://x.com/selby/status/42⟧, (⟦https://bsky.app/profile/lea.bsky.social/post/3kab⟧) and ⟦https://sea.example/@ida/109999999999⟧.", []quoth.Post{
		{Platform: "twitter", Handle: "@selby", URL: "https://x.com/selby/status/42"},
		{Platform: "bluesky", Handle: "@lea.bsky.social", URL: "https://bsky.app/profile/lea.bsky.social/post/3kab"},
		{Platform: "mastodon", Handle: "@ida", URL: "https://sea.example/@ida/109999999999"}}},
	{"more addresses of posts", "⟦https://truthsocial.com/@ann/posts/112⟧ ⟦https://www.instagram.com/p/Cx_1/⟧ ⟦https://www.facebook.com/selbyport/posts/99⟧ ⟦https://www.tiktok.com/@ann/video/7⟧ ⟦x.com/selby/status/43⟧", []quoth.Post{
		{Platform: "truthsocial", Handle: "@ann", URL: "https://truthsocial.com/@ann/posts/112"},
		{Platform: "instagram", URL: "https://www.instagram.com/p/Cx_1/"},
		{Platform: "facebook", Handle: "@selbyport", URL: "https://www.facebook.com/selbyport/posts/99"},
		{Platform: "tiktok", Handle: "@ann", URL: "https://www.tiktok.com/@ann/video/7"},
		{Platform: "twitter", Handle: "@selby", URL: "x.com/selby/status/43"}}},
	{"impossible date", "⟦Odd https://t.co/z — Al (@al)⟧ February 30, 2020", []quoth.Post{
		{Platform: "twitter", Author: "Al", Handle: "@al", Text: "Odd", URL: "https://t.co/z"}}},
	{"handle in a byline", "Follow the reporter at @selby. She covers bridges.", nil},
	{"handle in brackets, in prose", "The critic — Ann Oke (@annoke) — was not amused by it.", nil},
	{"byline at the end", "Ann Oke covers ports for the Herald — write to Ann Oke (@annoke)", nil},
	{"signature of nothing", "— Selby Herald (@selbyherald) December 6, 2023", nil},
	{"address of a profile", "Her page is https://twitter.com/annoke and there is https://example.org/a/status/1b", nil},
	{"host inside another name", "Read it on netflix.com/a/status/12 today.", nil},
	{"nothing", "", nil},
}

// unmark takes the marks out of a text and gives the spans between them.
func unmark(marked string) (string, []quoth.Span) {
	var b strings.Builder
	var spans []quoth.Span
	for _, r := range marked {
		switch r {
		case '⟦':
			spans = append(spans, quoth.Span{Start: b.Len()})
		case '⟧':
			spans[len(spans)-1].End = b.Len()
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

func TestFind(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, spans := unmark(c.text)
			var want []quoth.Post
			for i, p := range c.want {
				p.Span = spans[i]
				want = append(want, p)
			}
			got := Find(segment.Parse(text))
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLongPost takes the lines of a wrapped post as one text.
func TestLongPost(t *testing.T) {
	text := "Prose.\n\nThe council has met for the third time this month\nand has again decided nothing at all about\nthe quay https://t.co/k — Al (@al) May 1, 2020\n\nMore prose."
	got := Find(segment.Parse(text))
	if len(got) != 1 {
		t.Fatalf("got %d posts, want 1", len(got))
	}
	if !strings.HasPrefix(got[0].In(text), "The council") {
		t.Errorf("post begins at %q", got[0].In(text))
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range cases {
		text, _ := unmark(c.text)
		f.Add(text)
	}
	f.Add("(@(@(@— (@a) https://https://pic.twitter.com/")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		end := 0
		for _, p := range Find(segment.Parse(text)) {
			if p.Start < end || p.Empty() || p.End > len(text) {
				t.Fatalf("span %v after %d in a text of %d bytes", p.Span, end, len(text))
			}
			in := p.In(text)
			for _, part := range []quoth.Optional{p.Text, p.Author, p.URL} {
				if !strings.Contains(in, string(part)) {
					t.Fatalf("%q is not in the post %q", part, in)
				}
			}
			end = p.End
		}
	})
}
