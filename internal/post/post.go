// Package post finds the residue of embedded posts: what is left of a post of a
// social medium when the page that shows it becomes plain text.
//
// Three kinds of residue are known.
//
//   - A signature: text — Name (@handle) December 6, 2023. The dash, the handle in
//     round brackets and the date make it a post; without a date there must be a
//     link of a post in the text, or a handle that only a social medium has
//     (@user@host, @name.bsky.social).
//   - A caption of a frame: "A post shared by Name (@handle)", "Post by
//     @user@host".
//   - An address of one post (x.com/…/status/…, bsky.app/profile/…/post/…):
//     address, platform, and the handle if it stands in the address.
//
// The text of a signed post begins where its paragraph begins, or behind the
// post before it in the same paragraph; if the signature has a paragraph of its
// own, it is the paragraph before. Links at the end of the text belong to the
// residue and not to the words.
//
// The platform is what links and handles show. A signature alone shows it where
// it is written, to the letter, as the embedding code of Twitter writes it. A handle in prose ("Follow her at @x") is no post.
package post

import (
	"slices"
	"sort"

	"quoth"
	"quoth/internal/segment"
)

// Find gives the posts of a text, in text order, with disjoint spans.
func Find(doc *segment.Doc) []quoth.Post {
	links := findLinks(doc.Text)
	posts := findSigned(doc, links)
	posts = merge(posts, findFrames(doc.Text))
	return merge(posts, bareLinks(doc.Text, links))
}

// merge adds those of more that touch none of posts. Both are sorted.
func merge(posts, more []quoth.Post) []quoth.Post {
	out := make([]quoth.Post, 0, len(posts)+len(more))
	i := 0
	for _, p := range more {
		for i < len(posts) && posts[i].End <= p.Start {
			out = append(out, posts[i])
			i++
		}
		if (i < len(posts) && posts[i].Overlaps(p.Span)) || (len(out) > 0 && out[len(out)-1].Overlaps(p.Span)) {
			continue
		}
		out = append(out, p)
	}
	return slices.Concat(out, posts[i:])
}

// bareLinks makes a post of every address of a post.
func bareLinks(text string, links []link) []quoth.Post {
	var out []quoth.Post
	for _, l := range links {
		if !l.status {
			continue
		}
		out = append(out, quoth.Post{
			Platform: quoth.Optional(l.platform),
			Handle:   quoth.Optional(l.handle),
			URL:      quoth.Optional(l.In(text)),
			Span:     l.Span,
		})
	}
	return out
}

// paragraphAt is the index of the paragraph that holds position at, -1 for none.
func paragraphAt(doc *segment.Doc, at int) int {
	i := sort.Search(len(doc.Paragraphs), func(i int) bool { return doc.Paragraphs[i].End > at })
	if i == len(doc.Paragraphs) || doc.Paragraphs[i].Start > at {
		return -1
	}
	return i
}
