package main

import (
	"github.com/walkin-chat/walkin/bot"
	"github.com/walkin-chat/walkin/bot/picture"
)

// timeline draws a case for the bot.
func timeline(c bot.Case) ([]byte, string, error) {
	of := picture.Case{Lang: c.Lang, Zone: c.Zone, Now: c.Now, Customer: c.Customer}
	for _, one := range c.Contacts {
		of.Contacts = append(of.Contacts, picture.Contact(one))
	}
	for _, one := range c.Protections {
		of.Protections = append(of.Protections, picture.Protection(one))
	}
	return picture.Timeline(of)
}

// fairness draws for the bot what each consultant got.
func fairness(s bot.Shares) ([]byte, string, error) {
	var rows []picture.Share
	for _, one := range s.Rows {
		rows = append(rows, picture.Share(one))
	}
	return picture.Fairness(s.Lang, s.Title, rows)
}
