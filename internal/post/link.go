package post

import (
	"regexp"
	"strings"
	"unicode"

	"quoth"
)

// link is an address in the text.
type link struct {
	quoth.Span
	platform string // "" where the host is no social medium
	handle   string // with "@", "" where the address has none
	status   bool   // address of one post
	short    bool   // t.co, pic.twitter.com: stands for something that was posted
}

// linkStarts are what the addresses in residue begin with; the longer first.
var linkStarts = []string{"https://", "http://", "pic.twitter.com/", "pic.x.com/"}

// bareHosts may stand without a scheme.
var bareHosts = []string{"twitter.com/", "x.com/", "bsky.app/", "truthsocial.com/", "instagram.com/"}

// findLinks finds the addresses of a text, in order. An address may be glued to
// the word before it.
func findLinks(text string) []link {
	var out []link
	for at := 0; at < len(text); {
		start := nextLink(text, at)
		if start < 0 {
			break
		}
		end := start + addressLen(text[start:])
		out = append(out, classify(text, quoth.Span{Start: start, End: end}))
		at = end
	}
	return out
}

// nextLink is where the next address begins, -1 for none. Every address has a
// "/" within its first bytes, so slashes are all that is looked at.
func nextLink(text string, at int) int {
	for from := at; ; {
		slash := strings.IndexByte(text[from:], '/')
		if slash < 0 {
			return -1
		}
		slash += from
		for _, s := range linkStarts {
			if start := slash + 1 - len(s); start >= at && text[start:slash+1] == s {
				return start
			}
			if start := slash + 2 - len(s); start >= at && slash+2 <= len(text) && text[start:slash+2] == s {
				return start
			}
		}
		for _, s := range bareHosts {
			if start := slash + 1 - len(s); start >= at && text[start:slash+1] == s && !inWord(text, start) {
				return start
			}
		}
		from = slash + 1
	}
}

func inWord(text string, at int) bool {
	return at > 0 && (isASCIIWord(text[at-1]) || text[at-1] == '.' || text[at-1] == '-' || text[at-1] >= 0x80)
}

func isASCIIWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '_'
}

// addressLen is the length of the address at the start of s. A second scheme
// ends it: residue glues addresses together.
func addressLen(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"“”«»<>()[]{}|—–…\u200b\ufeff", r)
	})
	if end < 0 {
		end = len(s)
	}
	for _, next := range []string{"http://", "https://", "pic.twitter.com/"} {
		if i := strings.Index(s[1:end], next); i >= 0 {
			end = i + 1
		}
	}
	return max(len(strings.TrimRight(s[:end], ".,;:!?'’*")), 1)
}

// statusAddress is the shape of the addresses of single posts on one platform.
// The group "handle" is the author's name in the address.
type statusAddress struct {
	platform string
	shape    *regexp.Regexp
}

func shape(s string) *regexp.Regexp { return regexp.MustCompile(`^(?:https?://)?` + s) }

// Mastodon has many hosts: the shape of its addresses is enough.
var statusAddresses = []statusAddress{
	{"twitter", shape(`(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com/(?:i/(?:web/)?|(?P<handle>\w{1,15})/)status(?:es)?/\d+`)},
	{"bluesky", shape(`bsky\.app/profile/(?P<handle>[\w.:-]+)/post/\w+`)},
	{"truthsocial", shape(`(?:www\.)?truthsocial\.com/@(?P<handle>\w+)/(?:posts/)?\d+`)},
	{"truthsocial", shape(`(?:www\.)?truthsocial\.com/users/(?P<handle>\w+)/statuses/\d+`)},
	{"threads", shape(`(?:www\.)?threads\.(?:net|com)/@(?P<handle>[\w.]+)/post/[\w-]+`)},
	{"instagram", shape(`(?:www\.)?instagram\.com/(?:(?P<handle>[\w.]+)/)?(?:p|reel|tv)/[\w-]+`)},
	{"facebook", shape(`(?:www\.|m\.)?facebook\.com/(?P<handle>[\w.-]+)/(?:posts|videos)/[\w-]+`)},
	{"facebook", shape(`(?:www\.|m\.)?facebook\.com/(?:permalink\.php|story\.php|photo\.php|watch/?)\?\S+`)},
	{"tiktok", shape(`(?:www\.|m\.)?tiktok\.com/@(?P<handle>[\w.]+)/(?:video|photo)/\d+`)},
	{"telegram", shape(`t\.me/(?P<handle>\w{4,})/\d+`)},
	{"mastodon", shape(`[\w-]+(?:\.[\w-]+)+/@(?P<handle>\w+(?:@[\w.-]+)?)/\d{8,}`)},
	{"mastodon", shape(`[\w-]+(?:\.[\w-]+)+/users/(?P<handle>\w+)/statuses/\d+`)},
}

var shortAddress = shape(`(?:t\.co|pic\.twitter\.com|pic\.x\.com)/`)

// classify says what an address is.
func classify(text string, s quoth.Span) link {
	address := s.In(text)
	if shortAddress.MatchString(address) {
		return link{Span: s, platform: "twitter", short: true}
	}
	for _, a := range statusAddresses {
		m := a.shape.FindStringSubmatch(address)
		if m == nil {
			continue
		}
		l := link{Span: s, platform: a.platform, status: true}
		if i := a.shape.SubexpIndex("handle"); i >= 0 && m[i] != "" && !strings.HasPrefix(m[i], "did:") {
			l.handle = "@" + m[i]
		}
		return l
	}
	return link{Span: s}
}
