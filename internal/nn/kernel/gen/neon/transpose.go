package main

// transpose writes Transpose: 8 rows of x at a time, which are half a panel.
func transpose(a *assembler) {
	const (
		side                             = 8
		target, half, panel, out general = regFirst, regFirst + 1, regFirst + 2, regFirst + 3
		factor                   vector  = 31
	)
	a.function("Transpose", "w[]", "x[]", "ldx", "factor.", "rows", "k")
	a.arguments(map[string]general{"w": target, "x": regX, "ldx": regStrideX, "rows": regHeight, "k": regWidth})
	a.number(factor, "factor")
	a.lsl(regStrideX, regStrideX, 2)
	a.lsl(panel, regWidth, 6)
	a.movi(half, 0) // 0 or 32 bytes
	a.repeat("rows", regHeight, side, func() {
		for row := range side {
			a.mov(regRow(row), regX)
			a.add(regX, regStrideX)
		}
		a.add3(out, target, half)
		a.mov(regTodo, regWidth)
		a.repeat("columns", regTodo, 4, func() {
			x, columns := some(0, side), some(16, side)
			for row, v := range x {
				a.ldrNext(v, regRow(row))
				a.fmulLane(v, v, factor, 0)
			}
			a.transpose4(columns[:4], x[:4])
			a.transpose4(columns[4:], x[4:])
			for i := range 4 {
				a.stp(columns[i], columns[4+i], out, 64*i)
			}
			a.addi(out, 4*64)
		})
		a.eor(half, 32)
		a.cbnz(half, "same_panel")
		a.add(target, panel)
		a.label("same_panel")
	})
	a.ret()
}

// transpose4 gives the columns of 4 rows of 4 numbers. It overwrites the rows.
func (a *assembler) transpose4(columns, rows []vector) {
	for i := 0; i < 4; i += 2 {
		a.trn1s(columns[i], rows[i], rows[i+1])
		a.trn2s(columns[i+1], rows[i], rows[i+1])
	}
	a.trn1d(rows[0], columns[0], columns[2])
	a.trn1d(rows[1], columns[1], columns[3])
	a.trn2d(rows[2], columns[0], columns[2])
	a.trn2d(rows[3], columns[1], columns[3])
	copy(columns, rows)
}
