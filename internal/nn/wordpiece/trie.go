package wordpiece

import (
	"errors"
	"math/bits"
)

// none marks a node of the trie at which no piece ends.
const none = -1

// trie holds the pieces byte by byte. It has two roots, since a piece that begins a
// word and one that continues it share no path. Its edges are a hash table with
// linear probing: an entry is node<<36 | byte<<28 | next node, 0 if free.
type trie struct {
	edges []uint64
	shift int     // of a hash, to index edges
	used  int     // entries that are not free
	ids   []int32 // by node: the piece that ends there, or none
}

const (
	nodeBits = 28
	nextMask = 1<<nodeBits - 1

	noNode    = 0
	rootFirst = 1
	rootLater = 2
)

var errTooLarge = errors.New("pieces are too long in sum")

// newTrie makes a trie without pieces.
func newTrie() *trie {
	const logSize = 12
	return &trie{edges: make([]uint64, 1<<logSize), shift: 64 - logSize, ids: []int32{none, none, none}}
}

// slot is where the search for an edge begins. The multiplier is 2⁶⁴ divided by the
// golden ratio (Knuth, The Art of Computer Programming, volume 3, section 6.4).
func (t *trie) slot(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> t.shift) }

// next is the node that byte c leads to, or noNode.
func (t *trie) next(node uint32, c byte) uint32 {
	key := uint64(node)<<8 | uint64(c)
	for i := t.slot(key); ; i = (i + 1) & (len(t.edges) - 1) {
		if e := t.edges[i]; e>>nodeBits == key {
			return uint32(e & nextMask)
		} else if e == 0 {
			return noNode
		}
	}
}

// longest finds the longest piece that word begins with, below a root. It returns
// none and 0 if there is no such piece.
func (t *trie) longest(root uint32, word []byte) (id int32, size int) {
	id = none
	for i, c := range word {
		if root = t.next(root, c); root == noNode {
			break
		}
		if t.ids[root] != none {
			id, size = t.ids[root], i+1
		}
	}
	return id, size
}

// find is the node that the whole of word leads to from a root, or noNode.
func (t *trie) find(root uint32, word string) uint32 {
	for i := 0; i < len(word) && root != noNode; i++ {
		root = t.next(root, word[i])
	}
	return root
}

// add returns the node that the whole of word leads to, and makes what is missing.
func (t *trie) add(root uint32, word string) (uint32, error) {
	for i := range len(word) {
		next := t.next(root, word[i])
		if next == noNode {
			if len(t.ids) > nextMask {
				return noNode, errTooLarge
			}
			next = uint32(len(t.ids))
			t.ids = append(t.ids, none)
			t.put(uint64(root)<<8|uint64(word[i]), next)
		}
		root = next
	}
	return root, nil
}

// put adds an edge that is not there yet. At most half of the entries are used.
func (t *trie) put(key uint64, next uint32) {
	if 2*t.used >= len(t.edges) {
		old := t.edges
		t.edges = make([]uint64, 2*len(old))
		t.shift = 64 - bits.TrailingZeros(uint(len(t.edges)))
		for _, e := range old {
			if e != 0 {
				t.place(e)
			}
		}
	}
	t.used++
	t.place(key<<nodeBits | uint64(next))
}

// place writes an entry into the first free slot of its search.
func (t *trie) place(entry uint64) {
	i := t.slot(entry >> nodeBits)
	for t.edges[i] != 0 {
		i = (i + 1) & (len(t.edges) - 1)
	}
	t.edges[i] = entry
}
