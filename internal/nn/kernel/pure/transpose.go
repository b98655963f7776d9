package pure

// Transpose packs rows as the columns of panels, so that MatMul32 multiplies by
// their transposed matrix:
//
//	w[i/16][j][i%16] = x[i][j] · factor
//
// x is [rows][k] with ldx; w is [rows/16][k][16]. rows is a multiple of 8, k one
// of 32.
func Transpose(w, x []float32, ldx int, factor float32, rows, k int) {
	for i := range rows {
		Column(w[i/Panel*Panel*k+i%Panel:], x[i*ldx:][:k], factor)
	}
}

// Column writes one row as the column of a panel: w[16·j] = row[j] · factor.
func Column(w, row []float32, factor float32) {
	for j, v := range row {
		w[j*Panel] = v * factor
	}
}
