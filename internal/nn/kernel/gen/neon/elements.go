package main

// The element-wise kernels take 32 numbers of a row at a time in 8 registers.
const eight = 8

// General registers of the element-wise kernels.
const (
	regX       general = iota // x of the row
	regStrideX                // ldx in bytes
	regWidth                  // n
	regHeight                 // rows to do
	regTodo                   // columns to do
	regTable                  // constants
	regAt                     // x of the column
	regAt2                    // other arrays at the column
	regAt3
	regFirst // whatever else a kernel has
)

// rows repeats body for every row of x.
func (a *assembler) rows(body func()) {
	a.repeat("row", regHeight, 1, body)
	a.ret()
}

// stream is an array that a kernel goes along.
type stream struct {
	start, at general
	bytes     int // of one number
}

// alongX is the row of x itself.
func alongX() stream { return stream{regX, regAt, 4} }

// columns repeats body for every 32 numbers of a row.
func (a *assembler) columns(label string, body func(), streams ...stream) {
	for _, s := range streams {
		a.mov(s.at, s.start)
	}
	a.mov(regTodo, regWidth)
	a.repeat(label, regTodo, 4*eight, func() {
		body()
		for _, s := range streams {
			a.addi(s.at, 4*eight*s.bytes)
		}
	})
}

// load fills 8 registers, save writes them.
func (a *assembler) load(v []vector, at general) {
	for i := 0; i < len(v); i += 2 {
		a.ldp(v[i], v[i+1], at, 16*i)
	}
}

func (a *assembler) save(v []vector, at general) {
	for i := 0; i < len(v); i += 2 {
		a.stp(v[i], v[i+1], at, 16*i)
	}
}

// some gives consecutive registers.
func some(first vector, count int) []vector {
	out := make([]vector, count)
	for i := range out {
		out[i] = first + vector(i)
	}
	return out
}

// largest joins registers and leaves their largest number in lane 0 of the
// first.
func (a *assembler) largest(v []vector) {
	for half := len(v) / 2; half > 0; half /= 2 {
		for i := range half {
			a.fmax(v[i], v[i], v[i+half])
		}
	}
	a.fmaxv(v[0], v[0])
}

// sum adds up the 16 lanes of a row in 4 registers as package pure does: lane i
// takes lane i+8, then i+4, i+2 and i+1. The sum is in lane 0 of the first.
func (a *assembler) sum(v []vector) {
	a.fadd(v[0], v[0], v[2])
	a.fadd(v[1], v[1], v[3])
	a.fadd(v[0], v[0], v[1])
	a.ext(v[1], v[0], v[0], 8)
	a.fadd(v[0], v[0], v[1])
	a.faddp(v[0], v[0])
}
