package post

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth"
	"quoth/internal/segment"
)

func TestFind(t *testing.T) {
	text := "The bridge is shut.\n\nBridge shut until springhttps://t.co/abc1 — Selby Herald (@selbyherald) December 6, 2023"
	want := []quoth.Post{{
		Platform: "twitter", Author: "Selby Herald", Handle: "@selbyherald", Date: "2023-12-06",
		Text: "Bridge shut until spring", URL: "https://t.co/abc1", Span: quoth.Span{Start: 21, End: len(text)},
	}}
	if diff := cmp.Diff(want, Find(segment.Parse(text))); diff != "" {
		t.Error(diff)
	}
}

func TestNoPost(t *testing.T) {
	for _, text := range []string{
		"Follow the reporter at @selby. She covers bridges.",
		"— Selby Herald (@selbyherald) December 6, 2023",
		"",
	} {
		if got := Find(segment.Parse(text)); len(got) != 0 {
			t.Errorf("Find(%q) = %v, want none", text, got)
		}
	}
}
