package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows on a terminal how many articles have been read, in one line
// that is written over and over, once it takes longer than progressAfter.
type progress struct {
	w       io.Writer // nil shows nothing
	started time.Time
	shown   time.Time // when the line was last written, zero while there is none
	done    int
}

const (
	progressAfter = 2 * time.Second
	progressEvery = 200 * time.Millisecond
)

func newProgress(stderr io.Writer, wanted bool) *progress {
	p := &progress{started: time.Now()}
	if _, ok := isTerminal(stderr); ok && wanted {
		p.w = stderr
	}
	return p
}

// step counts one article.
func (p *progress) step() {
	p.done++
	if p.w == nil {
		return
	}
	now := time.Now()
	if took := now.Sub(p.started); took > progressAfter && now.Sub(p.shown) > progressEvery {
		fmt.Fprintf(p.w, "\r\x1b[K%d articles, %.0f articles/s", p.done, float64(p.done)/took.Seconds())
		p.shown = now
	}
}

// clear takes the line away, before anything else is written.
func (p *progress) clear() {
	if p.w != nil && !p.shown.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = time.Time{}
	}
}
