package main

import "fmt"

// The products go panel by panel of 16 columns, and for each panel through the
// rows in blocks of 6: the 24 accumulators of a block leave registers for one
// load of each of its rows and two of the weights. The panel stays in the
// nearest cache while the rows pass. What is left of the rows is one block of 1
// to 5.
const height = 6

// General registers of the products.
const (
	regC       general = iota // c[0][p] for the panel's first column p
	regStrideC                // ldc in bytes
	regA                      // a
	regStrideA                // lda in bytes
	regW                      // the panel's weights
	regPanel                  // size of a panel in bytes
	regBias                   // bias[p]
	regRows                   // rows
	regDepth                  // k
	regColumns                // columns to do
	regLeft                   // rows to do
	regOut                    // c of the block
	regIn                     // a of the block
	regCount                  // inner dimension to do
	regWeight                 // weights of the present step
	regScaleA                 // aScale
	regScale                  // aScale of the block
	regScaleW                 // wScale[p]
	regRow0    general = 19   // the first of several rows of a
	regOffset  general = 26   // offset[p]
)

// regRow is where a row of the block stands.
func regRow(row int) general { return regRow0 + general(row) }

// accumulator is the register of 4 columns of a row of the block.
func accumulator(row, part int) vector { return vector(4*row + part) }

// input is the register of what is loaded of a row of a.
func input(row int) vector { return vector(4*height + row) }

// weights are the registers of 8 columns.
const weights0, weights1 vector = 30, 31

// panels writes the loops of a product. begin comes before the rows of each
// panel, block does some rows of a panel, end moves on to the next panel.
func (a *assembler) panels(begin func(), block func(rows int), end func()) {
	a.repeat("panel", regColumns, 16, func() {
		a.mov(regLeft, regRows)
		a.mov(regOut, regC)
		a.mov(regIn, regA)
		begin()
		for rows := height; rows > 0; rows-- {
			a.blocks(rows, block)
		}
		a.label(blockLabel(0))
		a.addi(regC, 64)
		a.addi(regBias, 64)
		a.add(regW, regPanel)
		end()
	})
	a.ret()
}

// blocks does blocks of so many rows as long as there are as many.
func (a *assembler) blocks(rows int, block func(rows int)) {
	a.label(blockLabel(rows))
	a.cmp(regLeft, rows)
	a.branch("BLT", blockLabel(rows-1))
	for row := range rows {
		a.mov(regRow(row), regIn)
		a.add(regIn, regStrideA)
	}
	a.mov(regWeight, regW)
	block(rows)
	a.subs(regLeft, rows)
	a.branch("B", blockLabel(rows))
}

func blockLabel(rows int) string { return fmt.Sprintf("block_of_%d", rows) }

// steps multiplies the elements that one register of each row holds: steps of 64
// bytes of weights, step i with lane i.
func (a *assembler) steps(rows, count int, multiply func(d, n, m vector, i int)) {
	for i := range count {
		for part := 0; part < 4; part += 2 {
			a.ldp(weights0, weights1, regWeight, 64*i+16*part)
			for row := range rows {
				multiply(accumulator(row, part), weights0, input(row), i)
			}
			for row := range rows {
				multiply(accumulator(row, part+1), weights1, input(row), i)
			}
		}
	}
	a.addi(regWeight, 64*count)
}

// start gives the accumulators of each row what stands at an address.
func (a *assembler) start(rows int, at general) {
	for part := 0; part < 4; part += 2 {
		a.ldp(accumulator(0, part), accumulator(0, part+1), at, 16*part)
	}
	for row := 1; row < rows; row++ {
		for part := range 4 {
			a.mov16b(accumulator(row, part), accumulator(0, part))
		}
	}
}

// store writes the accumulators to c.
func (a *assembler) store(rows int) {
	for row := range rows {
		for part := 0; part < 4; part += 2 {
			a.stp(accumulator(row, part), accumulator(row, part+1), regOut, 16*part)
		}
		a.add(regOut, regStrideC)
	}
}

// matMul8 writes MatMul8.
func matMul8(a *assembler) {
	a.function("MatMul8", "c[]", "ldc", "a[]", "aScale[]", "w[]", "wScale[]", "offset[]", "bias[]", "rows", "k", "n")
	a.arguments(map[string]general{
		"c": regC, "ldc": regStrideC, "a": regA, "aScale": regScaleA, "w": regW, "wScale": regScaleW,
		"offset": regOffset, "bias": regBias, "rows": regRows, "k": regDepth, "n": regColumns,
	})
	a.lsl(regStrideC, regStrideC, 2)
	a.mov(regStrideA, regDepth)
	a.lsl(regPanel, regDepth, 4)
	a.panels(func() {
		a.mov(regScale, regScaleA)
	}, func(rows int) {
		a.start(rows, regOffset)
		a.mov(regCount, regDepth)
		a.repeat(fmt.Sprintf("depth_%d", rows), regCount, 16, func() {
			for row := range rows {
				a.ldrNext(input(row), regRow(row))
			}
			a.steps(rows, 4, a.sdotLane)
		})
		a.scale(rows)
		a.store(rows)
	}, func() {
		a.addi(regScaleW, 64)
		a.addi(regOffset, 64)
	})
}

// scale turns the sums of MatMul8 into floating-point numbers.
func (a *assembler) scale(rows int) {
	for row := range rows {
		a.ld1rNext(input(row), regScale)
	}
	scale, bias := weights0, weights1
	for part := range 4 {
		a.ldr(scale, regScaleW, 16*part)
		a.ldr(bias, regBias, 16*part)
		for row := range rows {
			sum := accumulator(row, part)
			a.scvtf(sum, sum)
			a.fmul(sum, sum, input(row))
			a.fmul(sum, sum, scale)
			a.fadd(sum, sum, bias)
		}
	}
}

// matMul32 writes MatMul32.
func matMul32(a *assembler) {
	a.function("MatMul32", "c[]", "ldc", "a[]", "lda", "w[]", "bias[]", "rows", "k", "n")
	a.arguments(map[string]general{
		"c": regC, "ldc": regStrideC, "a": regA, "lda": regStrideA, "w": regW,
		"bias": regBias, "rows": regRows, "k": regDepth, "n": regColumns,
	})
	a.lsl(regStrideC, regStrideC, 2)
	a.lsl(regStrideA, regStrideA, 2)
	a.lsl(regPanel, regDepth, 6)
	a.panels(func() {}, func(rows int) {
		fours, ones := fmt.Sprintf("fours_%d", rows), fmt.Sprintf("ones_%d", rows)
		a.start(rows, regBias)
		a.lsr(regCount, regDepth, 2)
		a.repeat(fours, regCount, 1, func() {
			for row := range rows {
				a.ldrNext(input(row), regRow(row))
			}
			a.steps(rows, 4, a.fmlaLane)
		})
		a.and(regCount, regDepth, 3)
		a.repeat(ones, regCount, 1, func() {
			for row := range rows {
				a.ldrsNext(input(row), regRow(row))
			}
			a.steps(rows, 1, a.fmlaLane)
		})
		a.store(rows)
	}, func() {})
}
