package main

import (
	"bytes"

	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/sheet"
)

// workbook makes the spreadsheets that the bot hands over.
func workbook(sheets []bot.Sheet) ([]byte, error) {
	var tables []sheet.Table
	for _, s := range sheets {
		t := sheet.Table{Name: s.Name}
		for _, row := range s.Rows {
			var cells []sheet.Cell
			for _, c := range row {
				cells = append(cells, sheet.Cell(c))
			}
			t.Rows = append(t.Rows, cells)
		}
		tables = append(tables, t)
	}
	var out bytes.Buffer
	err := sheet.Write(&out, tables)
	return out.Bytes(), err
}
