package encode

// Sizes in word pieces. A window is 254 pieces and two special ones, as in
// training; about a quarter of it is context for the pieces at the edges of its core.
const (
	room     = 254
	coreSize = 190
)

// window is a part of an article that the network reads at once, in pieces.
type window struct {
	first, end         int
	coreFirst, coreEnd int // the part whose labels are taken from this window
}

// windows cuts the article into cores, each with the context around it that fills
// a window. An article without pieces has none.
func (in *Input) windows() []window {
	n := len(in.Pieces)
	if 0 < n && n <= room {
		return []window{{0, n, 0, n}}
	}
	var all []window
	for c := 0; c < n; {
		end := in.coreEnd(c)
		first := max(0, c-(room-(end-c))/2)
		last := min(n, first+room)
		all = append(all, window{max(0, last-room), last, c, end})
		c = end
	}
	return all
}

// coreEnd says where a core that begins at piece c ends. It takes whole paragraphs,
// as many as it has place for. A paragraph that would fit into no core is cut where
// a sentence begins, such a sentence where a word begins.
func (in *Input) coreEnd(c int) int {
	limit := c + coreSize
	if limit >= len(in.Pieces) {
		return len(in.Pieces)
	}
	for _, least := range []uint8{paragraphBreak, sentenceBreak} {
		if end := in.lastBreak(c, limit, least); end > c && in.breaks(limit+1, end+coreSize, least) {
			return end
		}
	}
	for end := limit; end > c; end-- {
		if in.Starts[end] {
			return end
		}
	}
	return limit
}

// lastBreak gives the last piece behind c, up to limit, that begins a paragraph or a
// sentence (least says which), c if there is none.
func (in *Input) lastBreak(c, limit int, least uint8) int {
	for end := limit; end > c; end-- {
		if in.Extras[Break][end] >= least {
			return end
		}
	}
	return c
}

// breaks says whether a paragraph or sentence begins at one of the pieces from first
// to last, or the article ends there.
func (in *Input) breaks(first, last int, least uint8) bool {
	for i := first; i <= last && i < len(in.Pieces); i++ {
		if in.Extras[Break][i] >= least {
			return true
		}
	}
	return last >= len(in.Pieces)
}
