// Package sheet writes spreadsheets.
package sheet

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// A Table is one sheet of a workbook, its header row first.
type Table struct {
	Name string
	Rows [][]Cell
}

// A Cell is text, or where Amount is not nil, money in minor units.
type Cell struct {
	Text   string
	Amount *int64
}

// Formats of Excel's own: text, so that what somebody types over it is no
// formula either, and money with two decimals.
const (
	textFormat  = 49
	moneyFormat = 4
)

// Write writes tables as a workbook in the format of Excel 2007 and later.
// Text is stored as text whatever it begins with: "=1+1" is shown, never
// reckoned. Amounts are exact. Its errors are those of w, and of names that no
// sheet can have.
func Write(w io.Writer, tables []Table) error {
	book := excelize.NewFile()
	defer book.Close()
	text, err := book.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	money, err := book.NewStyle(&excelize.Style{NumFmt: moneyFormat})
	if err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	head, err := book.NewStyle(&excelize.Style{NumFmt: textFormat, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	for i, t := range tables {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), t.Name)
		} else {
			_, err = book.NewSheet(t.Name)
		}
		if err != nil {
			return fmt.Errorf("sheet %q: %w", t.Name, err)
		}
		for y, row := range t.Rows {
			for x, c := range row {
				style := text
				switch {
				case c.Amount != nil:
					style = money
				case y == 0:
					style = head
				}
				if err := put(book, t.Name, x+1, y+1, c, style); err != nil {
					return fmt.Errorf("sheet %q: %w", t.Name, err)
				}
			}
		}
		if len(t.Rows) > 0 {
			last, err := excelize.ColumnNumberToName(max(1, len(t.Rows[0])))
			if err == nil {
				err = book.SetColWidth(t.Name, "A", last, 16)
			}
			if err != nil {
				return fmt.Errorf("sheet %q: %w", t.Name, err)
			}
		}
	}
	if _, err := book.WriteTo(w); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	return nil
}

func put(book *excelize.File, table string, x, y int, c Cell, style int) error {
	at, err := excelize.CoordinatesToCellName(x, y)
	if err != nil {
		return err
	}
	switch {
	case c.Amount != nil:
		// The digits themselves: a float would not be the amount.
		sign, n := "", *c.Amount
		if n < 0 {
			sign, n = "-", -n
		}
		err = book.SetCellDefault(table, at, fmt.Sprintf("%s%d.%02d", sign, n/100, n%100))
	case c.Text != "":
		err = book.SetCellStr(table, at, c.Text)
	}
	if err != nil {
		return err
	}
	return book.SetCellStyle(table, at, at, style)
}
