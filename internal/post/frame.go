package post

import (
	"regexp"
	"strings"

	"quoth"
)

// Frames that name the author and show nothing of the words. Every group is
// optional but the handle.
var (
	instagramFrame = regexp.MustCompile(`(?:View this post on Instagram[\s.]{0,8})?A (?:post|photo|video|reel) (?:shared|posted) by ([^()\n]{0,80}?)\s?\((@[\w.]{1,40})\)`)
	mastodonFrame  = regexp.MustCompile(`Post by (@\w{1,40}@[\w.-]{1,60}\w)(?:\s{1,4}View on Mastodon)?`)
	threadsFrame   = regexp.MustCompile(`Post by (@[\w.]{1,40})\s{1,4}View on Threads`)
)

var beforeFrameDate = regexp.MustCompile(`^\s?(?:on|—|-|·)\s`)

// findFrames finds the captions of embedded frames, in text order.
func findFrames(text string) []quoth.Post {
	instagram := framePosts(text, instagramFrame, "instagram")
	mastodon := framePosts(text, mastodonFrame, "mastodon")
	threads := framePosts(text, threadsFrame, "threads")
	return merge(merge(instagram, mastodon), threads)
}

func framePosts(text string, shape *regexp.Regexp, platform string) []quoth.Post {
	var out []quoth.Post
	for _, m := range shape.FindAllStringSubmatchIndex(text, -1) {
		p := quoth.Post{Platform: quoth.Optional(platform), Span: quoth.Span{Start: m[0], End: m[1]}}
		p.Handle = quoth.Optional(text[m[len(m)-2]:m[len(m)-1]])
		if len(m) == 6 {
			p.Author = quoth.Optional(strings.TrimSpace(text[m[2]:m[3]]))
		}
		rest := text[p.End:]
		if gap := len(beforeFrameDate.FindString(rest)); gap > 0 {
			if iso, n := dateAt(rest[gap:]); n > 0 {
				p.Date = quoth.Optional(iso)
				p.End += gap + n
			}
		}
		out = append(out, p)
	}
	return out
}
