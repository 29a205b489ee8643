<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Tagger</source>
            <translation>Über Tagger</translation>
        </message>
        <message>
            <source>Gives a music library good genres: suggested by ear, written safely, undone at will. It works offline and sends nothing.</source>
            <translation>Gibt einer Musikbibliothek gute Genres: nach Gehör vorgeschlagen, sicher geschrieben, jederzeit rückgängig zu machen. Arbeitet offline und sendet nichts.</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later; there is no warranty.</source>
            <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer; ohne jede Gewähr.</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>Besteht aus</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Parts with versions and licences</source>
            <translation>Bestandteile mit Versionen und Lizenzen</translation>
        </message>
        <message>
            <source>Words of the licence</source>
            <translation>Wortlaut der Lizenz</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen…</translation>
        </message>
        <message>
            <source>Copy versions</source>
            <translation>Versionen kopieren</translation>
        </message>
        <message>
            <source>Copy the list of versions, as a report of an error needs it</source>
            <translation>Die Liste der Versionen kopieren, wie sie eine Fehlermeldung braucht</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Reading the versions</source>
            <translation>Lesen der Versionen</translation>
        </message>
        <message>
            <source>Portable: library, models and settings are beside the program, in %1</source>
            <translation>Portabel: Bibliothek, Modelle und Einstellungen liegen beim Programm, in %1</translation>
        </message>
        <message>
            <source>Your library and your models are in %1</source>
            <translation>Die Bibliothek und die Modelle liegen in %1</translation>
        </message>
        <message>
            <source>It comes without the words.</source>
            <translation>Der Wortlaut liegt nicht bei.</translation>
        </message>
        <message>
            <source>Reading a licence</source>
            <translation>Lesen einer Lizenz</translation>
        </message>
    </context>
    <context>
        <name>AccuracyBars</name>
        <message>
            <source>Accuracy of both models</source>
            <translation>Trefferquote beider Modelle</translation>
        </message>
    </context>
    <context>
        <name>Adding</name>
        <message>
            <source>Choose a music folder</source>
            <translation>Musikordner wählen</translation>
        </message>
        <message>
            <source>Choose music files</source>
            <translation>Musikdateien wählen</translation>
        </message>
    </context>
    <context>
        <name>AnswerButtons</name>
        <message>
            <source>Take the suggestion</source>
            <translation>Vorschlag übernehmen</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>Weglassen</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Entf</translation>
        </message>
        <message>
            <source>Other genre…</source>
            <translation>Anderes Genre…</translation>
        </message>
        <message>
            <source>Keep as it is</source>
            <translation>So lassen</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Backspace</source>
            <translation>Rücktaste</translation>
        </message>
        <message>
            <source>Join the other way round</source>
            <translation>Andersherum vereinen</translation>
        </message>
        <message>
            <source>Join into…</source>
            <translation>Vereinen mit…</translation>
        </message>
    </context>
    <context>
        <name>Battery</name>
        <message>
            <source>Looking at the battery</source>
            <translation>Blick auf den Akku</translation>
        </message>
        <message>
            <source>On battery: listening starts by itself once this computer is plugged in. The settings can change that.</source>
            <translation>Akkubetrieb: Das Anhören beginnt von selbst, sobald der Rechner am Netz ist. In den Einstellungen änderbar.</translation>
        </message>
        <message>
            <source>Listening starts by itself once this computer is plugged in.</source>
            <translation>Das Anhören beginnt von selbst, sobald der Rechner am Netz ist.</translation>
        </message>
    </context>
    <context>
        <name>BatteryBar</name>
        <message>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <source>Always answer this way</source>
            <translation>Immer so antworten</translation>
        </message>
        <message>
            <source>Keep to this answer; the settings take it back</source>
            <translation>Bei dieser Antwort bleiben; in den Einstellungen änderbar</translation>
        </message>
        <message>
            <source>Listen now</source>
            <translation>Jetzt anhören</translation>
        </message>
        <message>
            <source>Listening needs much power</source>
            <translation>Anhören braucht viel Strom</translation>
        </message>
        <message>
            <source>Wait until plugged in</source>
            <translation>Warten, bis Netzstrom da ist</translation>
        </message>
        <message>
            <source>Listening starts by itself once this computer is plugged in</source>
            <translation>Das Anhören beginnt von selbst, sobald der Rechner am Netz ist</translation>
        </message>
        <message>
            <source>On battery. Listen to 1 track now?</source>
            <translation>Akkubetrieb. 1 Titel jetzt anhören?</translation>
        </message>
        <message>
            <source>On battery. Listen to {n} tracks now?</source>
            <translation>Akkubetrieb. {n} Titel jetzt anhören?</translation>
        </message>
    </context>
    <context>
        <name>Bubble</name>
        <message>
            <source>Skip</source>
            <translation>Überspringen</translation>
        </message>
        <message>
            <source>Show no more hints (Esc)</source>
            <translation>Keine weiteren Hinweise zeigen (Esc)</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Got it</source>
            <translation>Verstanden</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
    </context>
    <context>
        <name>Buttons</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>&amp;Use this model</source>
            <translation>Dieses &amp;Modell verwenden</translation>
        </message>
        <message>
            <source>&amp;Train</source>
            <translation>T&amp;rainieren</translation>
        </message>
        <message>
            <source>&amp;Check</source>
            <translation>Prü&amp;fen</translation>
        </message>
        <message>
            <source>&amp;Keep it, but go on with “%1”</source>
            <translation>&amp;Behalten, aber weiter mit „%1“</translation>
        </message>
    </context>
    <context>
        <name>CheckPage</name>
        <message>
            <source>Kinds of findings</source>
            <translation>Arten von Befunden</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>Could not be heard</source>
            <translation>Konnte nicht gehört werden</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation>%1 und %2 weitere</translation>
        </message>
    </context>
    <context>
        <name>CompareDialog</name>
        <message>
            <source>Compare two models</source>
            <translation>Zwei Modelle vergleichen</translation>
        </message>
        <message>
            <source>Both models</source>
            <translation>Beide Modelle</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Genres of both models</source>
            <translation>Genres beider Modelle</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Both were tested on the same tracks, so their figures can be compared.</source>
            <translation>Beide wurden mit denselben Titeln geprüft, ihre Zahlen lassen sich also vergleichen.</translation>
        </message>
        <message>
            <source>Each model was tested on examples of its own, so these figures do not tell which of the two is better on your music.</source>
            <translation>Jedes Modell wurde mit eigenen Beispielen geprüft. Welches für diese Musik besser ist, sagen die Zahlen daher nicht.</translation>
        </message>
        <message>
            <source>optimistic: artists not told apart</source>
            <translation>zu günstig: Interpreten nicht getrennt</translation>
        </message>
        <message>
            <source>on held-out artists</source>
            <translation>mit zurückgehaltenen Interpreten</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Trained</source>
            <translation>Trainiert</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Trefferquote</translation>
        </message>
        <message>
            <source>Tested</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <source>Macro-F1</source>
            <translation>Macro-F1</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>does not know it</source>
            <translation>kennt es nicht</translation>
        </message>
        <message>
            <source>knows it</source>
            <translation>kennt es</translation>
        </message>
        <message>
            <source>finds %1</source>
            <translation>findet %1</translation>
        </message>
    </context>
    <context>
        <name>ConfusionView</name>
        <message>
            <source>Confusion matrix</source>
            <translation>Konfusionsmatrix</translation>
        </message>
        <message>
            <source>others</source>
            <translation>andere</translation>
        </message>
        <message>
            <source>%1 of %2 tracks of %3 were recognised (%5)</source>
            <translation>%1 von %2 Titeln aus %3 wurden erkannt (%5)</translation>
        </message>
        <message>
            <source>%1 of %2 tracks of %3 were taken for genres that are not shown (%5)</source>
            <translation>%1 von %2 Titeln aus %3 wurden für Genres gehalten, die nicht gezeigt werden (%5)</translation>
        </message>
        <message>
            <source>%1 of %2 tracks of %3 were taken for %4 (%5)</source>
            <translation>%1 von %2 Titeln aus %3 wurden für %4 gehalten (%5)</translation>
        </message>
    </context>
    <context>
        <name>Controller</name>
        <message>
            <source>Opening the catalog</source>
            <translation>Öffnen des Katalogs</translation>
        </message>
        <message>
            <source>Reading the folders</source>
            <translation>Lesen der Ordner</translation>
        </message>
        <message>
            <source>Reading the library</source>
            <translation>Lesen der Bibliothek</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Laden des Modells</translation>
        </message>
        <message>
            <source>Reading rows</source>
            <translation>Lesen von Zeilen</translation>
        </message>
        <message>
            <source>Sorting</source>
            <translation>Sortieren</translation>
        </message>
        <message>
            <source>Nothing was analysed. The line above says why.</source>
            <translation>Nichts wurde analysiert. Warum, steht in der Zeile oben.</translation>
        </message>
    </context>
    <context>
        <name>CourseView</name>
        <message>
            <source>Genre over time</source>
            <translation>Genre im Verlauf</translation>
        </message>
        <message>
            <source>How likely each genre is while the track goes on. A click plays from there</source>
            <translation>Wie wahrscheinlich jedes Genre im Lauf des Titels ist. Ein Klick spielt ab dieser Stelle</translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>An error in Tagger</source>
            <translation>Ein Fehler in Tagger</translation>
        </message>
        <message>
            <source>Tagger ended unexpectedly last time. Your files are safe: writing that was cut off has been settled.</source>
            <translation>Tagger ist beim letzten Mal unerwartet beendet worden. Die Dateien sind sicher: Was beim Schreiben abbrach, ist in Ordnung gebracht.</translation>
        </message>
        <message>
            <source>Something in Tagger went wrong. Your files are safe, and Tagger goes on.</source>
            <translation>In Tagger ist etwas schiefgegangen. Die Dateien sind sicher, und Tagger läuft weiter.</translation>
        </message>
        <message>
            <source>This is all that a report holds; folders and names of files are left out. Nothing was sent, and nothing will be: read it, and send it to us if you like.</source>
            <translation>Das ist alles, was ein Bericht enthält; Ordner und Dateinamen sind ausgelassen. Gesendet wurde nichts, und Tagger sendet auch nichts: Wer mag, liest den Bericht und schickt ihn uns.</translation>
        </message>
        <message>
            <source>Report of the error</source>
            <translation>Bericht über den Fehler</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the whole report</source>
            <translation>Den ganzen Bericht kopieren</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Speichern unter…</translation>
        </message>
        <message>
            <source>Open folder of logs</source>
            <translation>Ordner der Protokolle öffnen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>1 more error came up since.</source>
            <translation>Seither kam 1 weiterer Fehler dazu.</translation>
        </message>
        <message>
            <source>{n} more errors came up since.</source>
            <translation>Seither kamen {n} weitere Fehler dazu.</translation>
        </message>
        <message>
            <source>The report was copied.</source>
            <translation>Der Bericht ist kopiert.</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source>Could not save the report</source>
            <translation>Der Bericht ließ sich nicht speichern</translation>
        </message>
        <message>
            <source>The report was saved.</source>
            <translation>Der Bericht ist gespeichert.</translation>
        </message>
        <message>
            <source>The folder is %1</source>
            <translation>Der Ordner ist %1</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>Reading the genres</source>
            <translation>Lesen der Genres</translation>
        </message>
    </context>
    <context>
        <name>DropOverlay</name>
        <message>
            <source>Drop to add to your library</source>
            <translation>Loslassen, um es zur Bibliothek hinzuzufügen</translation>
        </message>
    </context>
    <context>
        <name>DropTarget</name>
        <message>
            <source>Drop your music folders here</source>
            <translation>Musikordner hier ablegen</translation>
        </message>
        <message>
            <source>Tagger listens to your tracks and suggests genres.
Nothing is written before you say so, and everything written can be undone.</source>
            <translation>Tagger hört die Titel an und schlägt Genres vor.
Ohne Zustimmung wird nichts geschrieben, und alles Geschriebene lässt sich rückgängig machen.</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Ordner wählen…</translation>
        </message>
        <message>
            <source>Choose a music folder</source>
            <translation>Musikordner wählen</translation>
        </message>
    </context>
    <context>
        <name>ExamplesPage</name>
        <message>
            <source>Which model is taught</source>
            <translation>Welches Modell lernt</translation>
        </message>
        <message>
            <source>Gather them</source>
            <translation>Sammeln</translation>
        </message>
        <message>
            <source>Gather the examples</source>
            <translation>Beispiele sammeln</translation>
        </message>
        <message>
            <source>My genres</source>
            <translation>Meine Genres</translation>
        </message>
        <message>
            <source>Stopped. The examples are not gathered.</source>
            <translation>Angehalten. Die Beispiele sind nicht gesammelt.</translation>
        </message>
        <message>
            <source>What “%1” has learned so far comes along.</source>
            <translation>Was „%1“ bisher gelernt hat, kommt mit.</translation>
        </message>
        <message>
            <source>Teach a new model</source>
            <translation>Ein neues Modell anlernen</translation>
        </message>
        <message>
            <source>Teach “%1” more</source>
            <translation>„%1“ weiter anlernen</translation>
        </message>
        <message>
            <source>“%1” cannot be taught more here: what it learned from is not known in this library. A new model can learn from any of the sources below.</source>
            <translation>„%1“ kann hier nicht weiterlernen: Woraus es gelernt hat, ist in dieser Bibliothek nicht bekannt. Ein neues Modell kann aus jeder der Quellen unten lernen.</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Add folders, playlists or your decisions, or drop folders here. Ten tracks by three artists are enough for a genre; more are better.</source>
            <translation>Ordner, Playlists oder eigene Entscheidungen hinzufügen oder Ordner hier ablegen. Zehn Titel von drei Interpreten genügen für ein Genre; mehr sind besser.</translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <translation>%1 in %2</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source>Tick at least one genre to learn.</source>
            <translation>Mindestens ein Genre zum Lernen ankreuzen.</translation>
        </message>
    </context>
    <context>
        <name>Exporting</name>
        <message>
            <source>Choose a folder for the playlists</source>
            <translation>Ordner für die Playlists wählen</translation>
        </message>
        <message>
            <source>Export the tracks that are shown</source>
            <translation>Gezeigte Titel exportieren</translation>
        </message>
        <message>
            <source>Export decided genres</source>
            <translation>Entschiedene Genres exportieren</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>1 track exported</source>
            <translation>1 Titel exportiert</translation>
        </message>
        <message>
            <source>{n} tracks exported</source>
            <translation>{n} Titel exportiert</translation>
        </message>
        <message>
            <source>to %1</source>
            <translation>nach %1</translation>
        </message>
    </context>
    <context>
        <name>FilterBox</name>
        <message>
            <source>Filter by title, artist, album, genre, path</source>
            <translation>Filtern nach Titel, Interpret, Album, Genre, Pfad</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <source>What may be meant</source>
            <translation>Was gemeint sein kann</translation>
        </message>
        <message>
            <source>“%1” names no field, so it is looked for as text.</source>
            <translation>„%1“ ist kein Feld und wird als Text gesucht.</translation>
        </message>
        <message>
            <source>Nothing stands right behind “%1”, so it is left out.</source>
            <translation>Direkt hinter „%1“ steht nichts; es wird übergangen.</translation>
        </message>
        <message>
            <source>“%1” is not understood, so it is left out.</source>
            <translation>„%1“ ist unverständlich und wird übergangen.</translation>
        </message>
        <message>
            <source>both words, anywhere</source>
            <translation>beide Wörter, irgendwo</translation>
        </message>
        <message>
            <source>this phrase, and not “live”</source>
            <translation>diese Wortfolge, aber nicht „live“</translation>
        </message>
        <message>
            <source>one of the two</source>
            <translation>eines von beiden</translation>
        </message>
        <message>
            <source>Jazz in the file, Rock suggested</source>
            <translation>Jazz in der Datei, Rock vorgeschlagen</translation>
        </message>
        <message>
            <source>this genre, and not Acid Jazz</source>
            <translation>genau dieses Genre, nicht Acid Jazz</translation>
        </message>
        <message>
            <source>no genre in the file</source>
            <translation>kein Genre in der Datei</translation>
        </message>
        <message>
            <source>also 1950.. and ..1965 and &gt;1950</source>
            <translation>auch 1950.. und ..1965 und &gt;1950</translation>
        </message>
        <message>
            <source>percent; also 80..90</source>
            <translation>Prozent; auch 80..90</translation>
        </message>
        <message>
            <source>where it stands, and what it is</source>
            <translation>wo es steht, und was es ist</translation>
        </message>
        <message>
            <source>the file's name</source>
            <translation>der Dateiname</translation>
        </message>
        <message>
            <source>Fields: %1</source>
            <translation>Felder: %1</translation>
        </message>
        <message>
            <source>Down offers fields, Enter goes to the tracks, Esc clears</source>
            <translation>Pfeil ab bietet Felder an, Enter führt zu den Titeln, Esc leert</translation>
        </message>
        <message>
            <source>What to look for</source>
            <translation>Wonach gesucht wird</translation>
        </message>
    </context>
    <context>
        <name>FindingTracks</name>
        <message>
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>Track</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artist</source>
            <translation>Interpret</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>Tracks of this finding</source>
            <translation>Titel zu diesem Befund</translation>
        </message>
    </context>
    <context>
        <name>FolderPage</name>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Never write here</source>
            <translation>Hier nie schreiben</translation>
        </message>
    </context>
    <context>
        <name>GenreDialog</name>
        <message>
            <source>Other genre</source>
            <translation>Anderes Genre</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>For example Jazz; Bebop</source>
            <translation>Zum Beispiel Jazz; Bebop</translation>
        </message>
        <message>
            <source>Any name will do. Several genres are separated by a semicolon.</source>
            <translation>Jeder Name ist möglich. Mehrere Genres werden durch Semikolon getrennt.</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>Wählen</translation>
        </message>
    </context>
    <context>
        <name>GenreRows</name>
        <message>
            <source>Learn</source>
            <translation>Lernen</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>Interpreten</translation>
        </message>
        <message>
            <source>What is missing</source>
            <translation>Was fehlt</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>Gehört zu</translation>
        </message>
        <message>
            <source>Artists, or the albums and folders that stand for them. A track of which none of these is known counts for itself.</source>
            <translation>Interpreten oder die Alben und Ordner, die für sie stehen. Ein Titel, von dem nichts davon bekannt ist, zählt für sich.</translation>
        </message>
        <message>
            <source>%1 (new)</source>
            <translation>%1 (neu)</translation>
        </message>
        <message>
            <source>1 more track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} more tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>1 more artist</source>
            <translation>1 Interpret</translation>
        </message>
        <message>
            <source>{n} more artists</source>
            <translation>{n} Interpreten</translation>
        </message>
        <message>
            <source>choose…</source>
            <translation>wählen…</translation>
        </message>
        <message>
            <source>It is learned all the same, but not well, and with fewer than three artists nobody can check how well.</source>
            <translation>Es wird trotzdem gelernt, aber nicht gut, und mit weniger als drei Interpreten lässt sich nicht prüfen, wie gut.</translation>
        </message>
        <message>
            <source>The genre above this one in your list of genres (Enter edits)</source>
            <translation>Das Genre über diesem in der Genreliste (Enter ändert)</translation>
        </message>
    </context>
    <context>
        <name>GenresDialog</name>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Find or add a genre</source>
            <translation>Genre suchen oder hinzufügen</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Names</source>
            <translation>&amp;Namen</translation>
        </message>
        <message>
            <source>Genres I &amp;use</source>
            <translation>Verwendete &amp;Genres</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>For example House; Techno</source>
            <translation>Zum Beispiel House; Techno</translation>
        </message>
        <message>
            <source>For example Hiphop; Rap</source>
            <translation>Zum Beispiel Hiphop; Rap</translation>
        </message>
        <message>
            <source>Written as</source>
            <translation>Schreibweise</translation>
        </message>
        <message>
            <source>Further parents</source>
            <translation>Weitere Obergenres</translation>
        </message>
        <message>
            <source>Further names</source>
            <translation>Weitere Namen</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Importieren…</translation>
        </message>
        <message>
            <source>Export yours…</source>
            <translation>Eigene exportieren…</translation>
        </message>
        <message>
            <source>Choose a genre on the left</source>
            <translation>Links ein Genre wählen</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Ausblenden</translation>
        </message>
        <message>
            <source>One of yours.</source>
            <translation>Ein eigenes.</translation>
        </message>
        <message>
            <source>Hidden: it keeps its meaning, but is not offered.</source>
            <translation>Ausgeblendet: Es behält seine Bedeutung, wird aber nicht angeboten.</translation>
        </message>
        <message>
            <source>Below: %1</source>
            <translation>Darunter: %1</translation>
        </message>
        <message>
            <source>Above: %1</source>
            <translation>Darüber: %1</translation>
        </message>
        <message>
            <source>Also called: %1</source>
            <translation>Auch genannt: %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Show again</source>
            <translation>Wieder zeigen</translation>
        </message>
        <message>
            <source>Import genres</source>
            <translation>Genres importieren</translation>
        </message>
        <message>
            <source>Genres (*.json *.txt)</source>
            <translation>Genres (*.json *.txt)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Export your genres</source>
            <translation>Eigene Genres exportieren</translation>
        </message>
        <message>
            <source>Indented list (*.txt)</source>
            <translation>Eingerückte Liste (*.txt)</translation>
        </message>
    </context>
    <context>
        <name>GenresTable</name>
        <message>
            <source>Genres of the examples</source>
            <translation>Genres der Beispiele</translation>
        </message>
    </context>
    <context>
        <name>GroupButton</name>
        <message>
            <source>Group by</source>
            <translation>Gruppieren nach</translation>
        </message>
        <message>
            <source>No groups</source>
            <translation>Keine Gruppen</translation>
        </message>
        <message>
            <source>Group by album</source>
            <translation>Nach Album gruppieren</translation>
        </message>
        <message>
            <source>Group by artist</source>
            <translation>Nach Interpret gruppieren</translation>
        </message>
        <message>
            <source>Group by folder</source>
            <translation>Nach Ordner gruppieren</translation>
        </message>
        <message>
            <source>Group by suggested genre</source>
            <translation>Nach vorgeschlagenem Genre gruppieren</translation>
        </message>
    </context>
    <context>
        <name>Hint</name>
        <message>
            <source>Not now</source>
            <translation>Jetzt nicht</translation>
        </message>
        <message>
            <source>Hide this until there are %1 more</source>
            <translation>Ausblenden, bis es %1 mehr sind</translation>
        </message>
        <message>
            <source>1 correction since: refresh your model?</source>
            <translation>1 Korrektur seither: Modell auffrischen?</translation>
        </message>
        <message>
            <source>{n} corrections since: refresh your model?</source>
            <translation>{n} Korrekturen seither: Modell auffrischen?</translation>
        </message>
        <message>
            <source>Refresh…</source>
            <translation>Auffrischen…</translation>
        </message>
        <message>
            <source>Teach “%1” what you corrected since</source>
            <translation>„%1“ lehren, was seither korrigiert wurde</translation>
        </message>
        <message>
            <source>1 correction: teach it to a model of your own?</source>
            <translation>1 Korrektur: ein eigenes Modell damit anlernen?</translation>
        </message>
        <message>
            <source>{n} corrections: teach them to a model of your own?</source>
            <translation>{n} Korrekturen: ein eigenes Modell damit anlernen?</translation>
        </message>
        <message>
            <source>Teach…</source>
            <translation>Anlernen…</translation>
        </message>
        <message>
            <source>Train a model on your corrections, beside the one that is in use</source>
            <translation>Ein Modell mit den Korrekturen trainieren, neben dem verwendeten</translation>
        </message>
    </context>
    <context>
        <name>HistoryDialog</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Search in paths and genres</source>
            <translation>In Pfaden und Genres suchen</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Was sich geändert hat</translation>
        </message>
        <message>
            <source>No write matches the search.</source>
            <translation>Kein Schreibvorgang passt zur Suche.</translation>
        </message>
        <message>
            <source>Nothing was written yet.</source>
            <translation>Noch wurde nichts geschrieben.</translation>
        </message>
        <message>
            <source>Undo batch…</source>
            <translation>Rückgängig…</translation>
        </message>
        <message>
            <source>Undo batch (1 file)…</source>
            <translation>Rückgängig (1 Datei)…</translation>
        </message>
        <message>
            <source>Undo batch ({n} files)…</source>
            <translation>Rückgängig ({n})…</translation>
        </message>
        <message>
            <source>Redo batch…</source>
            <translation>Wiederholen…</translation>
        </message>
        <message>
            <source>Redo batch (1 file)…</source>
            <translation>Wiederholen (1 Datei)…</translation>
        </message>
        <message>
            <source>Redo batch ({n} files)…</source>
            <translation>Wiederholen ({n})…</translation>
        </message>
        <message>
            <source>Undo selected ({n})…</source>
            <translation>Auswahl rückgängig ({n})…</translation>
        </message>
        <message>
            <source>Undo selected…</source>
            <translation>Auswahl rückgängig…</translation>
        </message>
        <message>
            <source>Redo selected ({n})…</source>
            <translation>Auswahl wiederholen ({n})…</translation>
        </message>
        <message>
            <source>Redo selected…</source>
            <translation>Auswahl wiederholen…</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 Datei</translation>
        </message>
        <message>
            <source>{n} files chosen</source>
            <translation>{n} Dateien gewählt</translation>
        </message>
        <message>
            <source>Choose a file to see what changed.</source>
            <translation>Eine Datei wählen, um zu sehen, was sich geändert hat.</translation>
        </message>
        <message>
            <source>You see first what would happen</source>
            <translation>Zuerst wird gezeigt, was geschehen würde</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>IdleListening</name>
        <message>
            <source>Listening makes a pause while you are here; 1 track is left.</source>
            <translation>Das Anhören pausiert, solange hier gearbeitet wird; 1 Titel bleibt.</translation>
        </message>
        <message>
            <source>Listening makes a pause while you are here; {n} tracks are left.</source>
            <translation>Das Anhören pausiert, solange hier gearbeitet wird; {n} Titel bleiben.</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Select a track to see what was heard in it.</source>
            <translation>Einen Titel wählen, um zu sehen, was darin gehört wurde.</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Ablehnen</translation>
        </message>
        <message>
            <source>Other genre…</source>
            <translation>Anderes…</translation>
        </message>
        <message>
            <source>Unsure</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>Was sich ändern würde</translation>
        </message>
        <message>
            <source>About the selected track</source>
            <translation>Über den gewählten Titel</translation>
        </message>
        <message>
            <source>None of the genres you use fits</source>
            <translation>Keines der verwendeten Genres passt</translation>
        </message>
        <message>
            <source>Suggestion – the model is unsure</source>
            <translation>Vorschlag – das Modell ist unsicher</translation>
        </message>
        <message>
            <source>From %1 tracks of this album</source>
            <translation>Aus %1 Titeln dieses Albums</translation>
        </message>
        <message>
            <source>{n} tracks selected</source>
            <translation>{n} Titel gewählt</translation>
        </message>
        <message>
            <source>Summing up the selection</source>
            <translation>Zusammenfassen der Auswahl</translation>
        </message>
        <message>
            <source>by 1 artist</source>
            <translation>von 1 Interpreten</translation>
        </message>
        <message>
            <source>by {n} artists</source>
            <translation>von {n} Interpreten</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Suggestions – a click chooses one for all</source>
            <translation>Vorschläge – ein Klick wählt einen für alle</translation>
        </message>
        <message>
            <source>Its drive is not there now. Plug it in and look for changes.</source>
            <translation>Das Laufwerk ist gerade nicht da. Anschließen und nach Änderungen suchen.</translation>
        </message>
        <message>
            <source>The file is online only; Tagger does not fetch it.</source>
            <translation>Die Datei liegt nur online; Tagger holt sie nicht.</translation>
        </message>
        <message>
            <source>The file is no longer there. If it was moved, add its new folder.</source>
            <translation>Die Datei ist nicht mehr da. Wurde sie verschoben, den neuen Ordner hinzufügen.</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keines</translation>
        </message>
        <message>
            <source>Nothing: the genre is %1</source>
            <translation>Nichts: Das Genre ist %1</translation>
        </message>
        <message>
            <source>It was written.</source>
            <translation>Es wurde geschrieben.</translation>
        </message>
        <message>
            <source>Genre: %1 → %2</source>
            <translation>Genre: %1 → %2</translation>
        </message>
        <message>
            <source>When you press Write.</source>
            <translation>Beim Schreiben.</translation>
        </message>
        <message>
            <source>As you decided for a copy of this music, if you accept it.</source>
            <translation>Wie für eine Kopie dieser Musik entschieden, sobald übernommen.</translation>
        </message>
        <message>
            <source>If you accept it and press Write.</source>
            <translation>Sobald übernommen und geschrieben.</translation>
        </message>
        <message>
            <source>A second tag (APEv2) says %1.</source>
            <translation>Ein zweiter Tag (APEv2) sagt %1.</translation>
        </message>
        <message>
            <source>Planning one change</source>
            <translation>Planen einer Änderung</translation>
        </message>
    </context>
    <context>
        <name>KeptViews</name>
        <message>
            <source>Counting what filters find</source>
            <translation>Zählen, was Filter finden</translation>
        </message>
    </context>
    <context>
        <name>Layers</name>
        <message>
            <source>Layer of the sound that is drawn</source>
            <translation>Klangschicht, die gezeichnet wird</translation>
        </message>
        <message>
            <source>Harmonic is what sounds on, such as voices and strings; percussive is what strikes, such as drums (up and down arrow keys)</source>
            <translation>Harmonisch ist, was klingt, etwa Stimmen und Streicher; perkussiv, was schlägt, etwa Trommeln (Pfeil auf und ab)</translation>
        </message>
        <message>
            <source>Whole sound</source>
            <translation>Ganzer Klang</translation>
        </message>
        <message>
            <source>Harmonic</source>
            <translation>Harmonisch</translation>
        </message>
        <message>
            <source>Percussive</source>
            <translation>Perkussiv</translation>
        </message>
        <message>
            <source>Measure tempo</source>
            <translation>Tempo messen</translation>
        </message>
        <message>
            <source>Listen for the beat in up to a minute of this track</source>
            <translation>In bis zu einer Minute dieses Titels auf den Takt hören</translation>
        </message>
        <message>
            <source>Telling the layers of the sound apart</source>
            <translation>Trennen der Klangschichten</translation>
        </message>
        <message>
            <source>Measuring the tempo</source>
            <translation>Messen des Tempos</translation>
        </message>
        <message>
            <source>No steady beat</source>
            <translation>Kein fester Takt</translation>
        </message>
        <message>
            <source>%1 or %2</source>
            <translation>%1 oder %2</translation>
        </message>
        <message>
            <source>%1 BPM</source>
            <translation>%1 BPM</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>Colours of the map</source>
            <translation>Farben der Karte</translation>
        </message>
        <message>
            <source>Choose an entry to see it alone</source>
            <translation>Einen Eintrag wählen, um nur ihn zu sehen</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>%1 of %2 tracks shown</source>
            <translation>%1 von %2 Titeln gezeigt</translation>
        </message>
    </context>
    <context>
        <name>MapDesk</name>
        <message>
            <source>Colouring the map</source>
            <translation>Färben der Karte</translation>
        </message>
        <message>
            <source>Counting the map</source>
            <translation>Zählen der Karte</translation>
        </message>
    </context>
    <context>
        <name>MapPanel</name>
        <message>
            <source>Colour of the points</source>
            <translation>Farbe der Punkte</translation>
        </message>
        <message>
            <source>By suggestion</source>
            <translation>Nach Vorschlag</translation>
        </message>
        <message>
            <source>By sureness</source>
            <translation>Nach Sicherheit</translation>
        </message>
        <message>
            <source>By genre now</source>
            <translation>Nach jetzigem Genre</translation>
        </message>
        <message>
            <source>By year</source>
            <translation>Nach Jahr</translation>
        </message>
        <message>
            <source>What lies apart on the map</source>
            <translation>Was auf der Karte auseinanderliegt</translation>
        </message>
        <message>
            <source>Genres apart</source>
            <translation>Genres getrennt</translation>
        </message>
        <message>
            <source>Largest differences apart</source>
            <translation>Größte Unterschiede getrennt</translation>
        </message>
        <message>
            <source>Neighbours together</source>
            <translation>Nachbarn beisammen</translation>
        </message>
        <message>
            <source>Lasso: draw around tracks (Shift and drag)</source>
            <translation>Lasso: um Titel ziehen (Umschalt und ziehen)</translation>
        </message>
        <message>
            <source>See the whole map (0)</source>
            <translation>Ganze Karte sehen (0)</translation>
        </message>
        <message>
            <source>Export the map as a picture</source>
            <translation>Karte als Bild exportieren</translation>
        </message>
        <message>
            <source>Export as PNG…</source>
            <translation>Als PNG exportieren…</translation>
        </message>
        <message>
            <source>Export as SVG…</source>
            <translation>Als SVG exportieren…</translation>
        </message>
        <message>
            <source>Close the map (Ctrl+Shift+M)</source>
            <translation>Karte schließen (Strg+Umschalt+M)</translation>
        </message>
        <message>
            <source>The map in words</source>
            <translation>Die Karte in Worten</translation>
        </message>
        <message>
            <source>Draw the map</source>
            <translation>Karte zeichnen</translation>
        </message>
        <message>
            <source>Drawing the map…</source>
            <translation>Karte wird gezeichnet…</translation>
        </message>
        <message>
            <source>1 track in the lasso</source>
            <translation>1 Titel im Lasso</translation>
        </message>
        <message>
            <source>{n} tracks in the lasso</source>
            <translation>{n} Titel im Lasso</translation>
        </message>
        <message>
            <source>%1 of them are shown in the table and selected</source>
            <translation>davon %1 in der Tabelle gezeigt und gewählt</translation>
        </message>
        <message>
            <source>%1 is not among the rows shown; clear the filter to find it there.</source>
            <translation>%1 ist nicht unter den gezeigten Zeilen; ohne Filter steht es dort.</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>The map was not drawn.</source>
            <translation>Die Karte wurde nicht gezeichnet.</translation>
        </message>
        <message>
            <source>Nothing was analysed yet. Analyse your music, and every track becomes a point here, beside what sounds like it.</source>
            <translation>Noch wurde nichts analysiert. Nach der Analyse wird hier jeder Titel ein Punkt, neben dem, was ähnlich klingt.</translation>
        </message>
    </context>
    <context>
        <name>MapRoom</name>
        <message>
            <source>Loading the map</source>
            <translation>Laden der Karte</translation>
        </message>
        <message>
            <source>Export the map</source>
            <translation>Karte exportieren</translation>
        </message>
        <message>
            <source>The map was exported to %1.</source>
            <translation>Die Karte wurde nach %1 exportiert.</translation>
        </message>
        <message>
            <source>Exporting the map</source>
            <translation>Exportieren der Karte</translation>
        </message>
    </context>
    <context>
        <name>MapView</name>
        <message>
            <source>Map of the library</source>
            <translation>Karte der Bibliothek</translation>
        </message>
    </context>
    <context>
        <name>ModelDetails</name>
        <message>
            <source>About this model</source>
            <translation>Über dieses Modell</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Origin</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <source>Found in tests</source>
            <translation>Im Test gefunden</translation>
        </message>
        <message>
            <source>Genres of this model</source>
            <translation>Genres dieses Modells</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Maß</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Figures of this model</source>
            <translation>Zahlen dieses Modells</translation>
        </message>
        <message>
            <source>Genres and figures</source>
            <translation>Genres und Zahlen</translation>
        </message>
        <message>
            <source>&amp;Genres</source>
            <translation>&amp;Genres</translation>
        </message>
        <message>
            <source>&amp;Figures</source>
            <translation>&amp;Zahlen</translation>
        </message>
    </context>
    <context>
        <name>ModelsDesk</name>
        <message>
            <source>The model is called “%1” now.</source>
            <translation>Das Modell heißt jetzt „%1“.</translation>
        </message>
        <message>
            <source>“%1” is imported. “Use” has it suggest.</source>
            <translation>„%1“ ist importiert. Mit „Verwenden“ schlägt es vor.</translation>
        </message>
        <message>
            <source>“%1” is written to %2.</source>
            <translation>„%1“ ist nach %2 geschrieben.</translation>
        </message>
        <message>
            <source>From now on the model that comes with Tagger suggests.</source>
            <translation>Ab jetzt schlägt das mitgelieferte Modell vor.</translation>
        </message>
        <message>
            <source>Working on the models</source>
            <translation>Modelle werden bearbeitet</translation>
        </message>
    </context>
    <context>
        <name>ModelsDialog</name>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren…</translation>
        </message>
        <message>
            <source>&amp;Compare…</source>
            <translation>&amp;Vergleichen…</translation>
        </message>
        <message>
            <source>&amp;Delete…</source>
            <translation>&amp;Löschen…</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Umbenennen</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>E&amp;xportieren…</translation>
        </message>
        <message>
            <source>Exam&amp;ples…</source>
            <translation>&amp;Beispiele…</translation>
        </message>
        <message>
            <source>See what it learned from, and remove some of it</source>
            <translation>Sehen, woraus es gelernt hat, und einiges davon entfernen</translation>
        </message>
        <message>
            <source>&amp;Use</source>
            <translation>Ver&amp;wenden</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Take in a model that Tagger exported</source>
            <translation>Ein von Tagger exportiertes Modell aufnehmen</translation>
        </message>
        <message>
            <source>Select two models (Ctrl and click) to compare them</source>
            <translation>Zwei Modelle wählen (Strg und Klick), um sie zu vergleichen</translation>
        </message>
        <message>
            <source>Have this model suggest from now on (Enter)</source>
            <translation>Ab jetzt dieses Modell vorschlagen lassen (Enter)</translation>
        </message>
        <message>
            <source>Write this model into a file to give away</source>
            <translation>Dieses Modell zum Weitergeben in eine Datei schreiben</translation>
        </message>
        <message>
            <source>Give this model another name (F2)</source>
            <translation>Diesem Modell einen anderen Namen geben (F2)</translation>
        </message>
        <message>
            <source>The model that comes with Tagger keeps its name</source>
            <translation>Das mitgelieferte Modell behält seinen Namen</translation>
        </message>
        <message>
            <source>Delete this model (Del)</source>
            <translation>Dieses Modell löschen (Entf)</translation>
        </message>
        <message>
            <source>The model that comes with Tagger stays, to return to</source>
            <translation>Das mitgelieferte Modell bleibt, um darauf zurückzukommen</translation>
        </message>
        <message>
            <source>Delete a model</source>
            <translation>Modell löschen</translation>
        </message>
        <message>
            <source>Delete the model “%1”?</source>
            <translation>Das Modell „%1“ löschen?</translation>
        </message>
        <message>
            <source>Its file is removed for good. Export it first if you may want it again. Your music and what you accepted stay as they are.</source>
            <translation>Seine Datei wird endgültig entfernt. Vorher exportieren, falls es noch gebraucht werden könnte. Die Musik und alles Übernommene bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>It is in use: from then on the model that comes with Tagger suggests, for your whole library.</source>
            <translation>Es wird verwendet: Danach schlägt das mitgelieferte Modell vor, für die ganze Bibliothek.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Import a model</source>
            <translation>Modell importieren</translation>
        </message>
        <message>
            <source>Models (*.onnx)</source>
            <translation>Modelle (*.onnx)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Export this model</source>
            <translation>Dieses Modell exportieren</translation>
        </message>
        <message>
            <source>“%1” scores your library…</source>
            <translation>„%1“ bewertet die Bibliothek…</translation>
        </message>
        <message>
            <source>Select one model first.</source>
            <translation>Zuerst ein Modell wählen.</translation>
        </message>
    </context>
    <context>
        <name>ModelsList</name>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
    </context>
    <context>
        <name>NameField</name>
        <message>
            <source>Name of the model</source>
            <translation>Name des Modells</translation>
        </message>
        <message>
            <source>There is a model called “%1” already. Choose another name.</source>
            <translation>Es gibt schon ein Modell „%1“. Bitte einen anderen Namen wählen.</translation>
        </message>
    </context>
    <context>
        <name>OptionPage</name>
        <message>
            <source>Back to the default: %1</source>
            <translation>Zurück zum Standard: %1</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Ja</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Nein</translation>
        </message>
        <message>
            <source>“%1”</source>
            <translation>„%1“</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>Passages</source>
            <translation>Passagen</translation>
        </message>
        <message>
            <source>Genres per track</source>
            <translation>Genres je Titel</translation>
        </message>
        <message>
            <source>Albums</source>
            <translation>Alben</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Your own choice</source>
            <translation>Eigene Wahl</translation>
        </message>
        <message>
            <source>File times</source>
            <translation>Dateizeiten</translation>
        </message>
        <message>
            <source>Times after undo</source>
            <translation>Zeiten nach Rücknahme</translation>
        </message>
        <message>
            <source>Hard links</source>
            <translation>Harte Links</translation>
        </message>
        <message>
            <source>No genre at all</source>
            <translation>Gar kein Genre</translation>
        </message>
        <message>
            <source>Second tags</source>
            <translation>Zweite Tags</translation>
        </message>
        <message>
            <source>Old ID3 tags</source>
            <translation>Alte ID3-Tags</translation>
        </message>
        <message>
            <source>What was heard</source>
            <translation>Was gehört wurde</translation>
        </message>
        <message>
            <source>Read by</source>
            <translation>Gelesen von</translation>
        </message>
        <message>
            <source>Joined by</source>
            <translation>Verbunden durch</translation>
        </message>
        <message>
            <source>Most genres</source>
            <translation>Höchstzahl Genres</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>Trennzeichen</translation>
        </message>
        <message>
            <source>Narrower genres</source>
            <translation>Engere Genres</translation>
        </message>
        <message>
            <source>Watch my folders</source>
            <translation>Ordner beobachten</translation>
        </message>
        <message>
            <source>Look when I return</source>
            <translation>Bei Rückkehr nachsehen</translation>
        </message>
        <message>
            <source>Listen when idle</source>
            <translation>Im Leerlauf anhören</translation>
        </message>
        <message>
            <source>On battery</source>
            <translation>Im Akkubetrieb</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Farbschema</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Replace the genres there are</source>
            <translation>Vorhandene Genres ersetzen</translation>
        </message>
        <message>
            <source>Append to the genres there are</source>
            <translation>An vorhandene Genres anhängen</translation>
        </message>
        <message>
            <source>Fill only what has no genre</source>
            <translation>Nur füllen, was kein Genre hat</translation>
        </message>
        <message>
            <source>Any program: each genre is a value of its own</source>
            <translation>Jedes Programm: Jedes Genre ist ein eigener Wert</translation>
        </message>
        <message>
            <source>My own way, as set below</source>
            <translation>Eigene Art, wie unten eingestellt</translation>
        </message>
        <message>
            <source>As suggested</source>
            <translation>Wie vorgeschlagen</translation>
        </message>
        <message>
            <source>Narrowest first</source>
            <translation>Engstes zuerst</translation>
        </message>
        <message>
            <source>Broadest first</source>
            <translation>Weitestes zuerst</translation>
        </message>
        <message>
            <source>In the genre field</source>
            <translation>Im Genrefeld</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>The old one</source>
            <translation>Die alte</translation>
        </message>
        <message>
            <source>A new one, which media servers notice</source>
            <translation>Eine neue, die Medienserver bemerken</translation>
        </message>
        <message>
            <source>Ask first</source>
            <translation>Erst fragen</translation>
        </message>
        <message>
            <source>Listen at once</source>
            <translation>Sofort anhören</translation>
        </message>
        <message>
            <source>Wait until plugged in</source>
            <translation>Warten, bis Netzstrom da ist</translation>
        </message>
    </context>
    <context>
        <name>Output</name>
        <message>
            <source>Opening the sound output</source>
            <translation>Öffnen der Tonausgabe</translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <source>Opening your library…</source>
            <translation>Bibliothek wird geöffnet…</translation>
        </message>
        <message>
            <source>Looking for music…</source>
            <translation>Musik wird gesucht…</translation>
        </message>
        <message>
            <source>No track matches the filter.</source>
            <translation>Kein Titel passt zum Filter.</translation>
        </message>
        <message>
            <source>The model in use agrees with all that is accepted.</source>
            <translation>Das verwendete Modell stimmt allem zu, was übernommen ist.</translation>
        </message>
        <message>
            <source>No suggestion that waits for you contradicts its file.</source>
            <translation>Kein offener Vorschlag widerspricht seiner Datei.</translation>
        </message>
        <message>
            <source>Nothing to review: every suggestion is decided.</source>
            <translation>Nichts zu prüfen: Über jeden Vorschlag ist entschieden.</translation>
        </message>
        <message>
            <source>The model is unsure of no track.</source>
            <translation>Das Modell ist bei keinem Titel unsicher.</translation>
        </message>
        <message>
            <source>Nothing waits to be written. What you accept stands here until you write it.</source>
            <translation>Nichts wartet aufs Schreiben. Übernommenes steht hier, bis es geschrieben ist.</translation>
        </message>
        <message>
            <source>Nothing was written yet.</source>
            <translation>Noch wurde nichts geschrieben.</translation>
        </message>
        <message>
            <source>Nothing failed.</source>
            <translation>Nichts ist fehlgeschlagen.</translation>
        </message>
        <message>
            <source>Every file is where it was.</source>
            <translation>Jede Datei ist, wo sie war.</translation>
        </message>
        <message>
            <source>No tracks here.</source>
            <translation>Keine Titel hier.</translation>
        </message>
    </context>
    <context>
        <name>PlanView</name>
        <message>
            <source>What happens to how many files</source>
            <translation>Was mit wie vielen Dateien geschieht</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Genre now</source>
            <translation>Genre jetzt</translation>
        </message>
        <message>
            <source>Genre after</source>
            <translation>Genre danach</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>Was geschieht</translation>
        </message>
        <message>
            <source>Files and their genres before and after</source>
            <translation>Dateien und ihre Genres vorher und nachher</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
    </context>
    <context>
        <name>Planning</name>
        <message>
            <source>Planning the write</source>
            <translation>Planen des Schreibens</translation>
        </message>
        <message>
            <source>Estimating the write</source>
            <translation>Schätzen des Schreibens</translation>
        </message>
    </context>
    <context>
        <name>PlayButton</name>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>PlayerBar</name>
        <message>
            <source>Position in the track</source>
            <translation>Stelle im Titel</translation>
        </message>
        <message>
            <source>Position in the track (arrow keys)</source>
            <translation>Stelle im Titel (Pfeiltasten)</translation>
        </message>
    </context>
    <context>
        <name>PlaylistsDialog</name>
        <message>
            <source>Playlists that name a genre</source>
            <translation>Playlists, die ein Genre nennen</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <source>Playlists</source>
            <translation>Playlists</translation>
        </message>
        <message>
            <source>Tick all</source>
            <translation>Alle ankreuzen</translation>
        </message>
        <message>
            <source>Tick none</source>
            <translation>Keine ankreuzen</translation>
        </message>
        <message>
            <source>Take these</source>
            <translation>Diese nehmen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Each playlist that is ticked teaches one genre, which has its name.</source>
            <translation>Jede angekreuzte Playlist lehrt ein Genre, das ihren Namen trägt.</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Suggesting anew</source>
            <translation>Neu vorschlagen</translation>
        </message>
        <message>
            <source>Importing settings</source>
            <translation>Importieren der Einstellungen</translation>
        </message>
        <message>
            <source>The settings were exported to %1.</source>
            <translation>Die Einstellungen wurden nach %1 exportiert.</translation>
        </message>
        <message>
            <source>Exporting settings</source>
            <translation>Exportieren der Einstellungen</translation>
        </message>
    </context>
    <context>
        <name>ProblemsDialog</name>
        <message>
            <source>What failed</source>
            <translation>Was fehlgeschlagen ist</translation>
        </message>
        <message>
            <source>1 file needs your attention.</source>
            <translation>1 Datei braucht Aufmerksamkeit.</translation>
        </message>
        <message>
            <source>{n} files need your attention.</source>
            <translation>{n} Dateien brauchen Aufmerksamkeit.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Files that failed</source>
            <translation>Fehlgeschlagene Dateien</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Try the selected files again, or all when none is selected</source>
            <translation>Die gewählten Dateien erneut versuchen, oder alle, wenn keine gewählt ist</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>ProgressStrip</name>
        <message>
            <source>What is going on</source>
            <translation>Was gerade geschieht</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stop; what was done is kept</source>
            <translation>Abbrechen; Erledigtes bleibt</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <translation>{n} fehlgeschlagen</translation>
        </message>
        <message>
            <source>What failed, and why</source>
            <translation>Was fehlgeschlagen ist, und warum</translation>
        </message>
        <message>
            <source>%1 %2 of %3</source>
            <translation>%1: %2 von %3</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>%1 a second</source>
            <translation>%1 pro Sekunde</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortsetzen</translation>
        </message>
    </context>
    <context>
        <name>QuestionCard</name>
        <message>
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Take the last answer back (Backspace)</source>
            <translation>Letzte Antwort zurücknehmen (Rücktaste)</translation>
        </message>
        <message>
            <source>I don’t know</source>
            <translation>Weiß ich nicht</translation>
        </message>
        <message>
            <source>Go on without an answer (U)</source>
            <translation>Ohne Antwort weiter (U)</translation>
        </message>
        <message>
            <source>no answer</source>
            <translation>keine Antwort</translation>
        </message>
        <message>
            <source>Before: %1</source>
            <translation>Zuvor: %1</translation>
        </message>
        <message>
            <source>Unlike most of what the model has heard.</source>
            <translation>Anders als das meiste, was das Modell gehört hat.</translation>
        </message>
        <message>
            <source>Between %1 and %2.</source>
            <translation>Zwischen %1 und %2.</translation>
        </message>
        <message>
            <source>%1 or %2?</source>
            <translation>%1 oder %2?</translation>
        </message>
        <message>
            <source>Perhaps %1.</source>
            <translation>Vielleicht %1.</translation>
        </message>
        <message>
            <source>{n} more tracks sound like it.</source>
            <translation>{n} weitere Titel klingen ähnlich.</translation>
        </message>
    </context>
    <context>
        <name>Remarks</name>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Anmerkung</translation>
        </message>
        <message>
            <source>Remarks on the examples</source>
            <translation>Anmerkungen zu den Beispielen</translation>
        </message>
        <message>
            <source>1 remark</source>
            <translation>1 Anmerkung</translation>
        </message>
        <message>
            <source>{n} remarks</source>
            <translation>{n} Anmerkungen</translation>
        </message>
        <message>
            <source>What was left out, what disagrees, and what could not be read</source>
            <translation>Was weggelassen wurde, was sich widerspricht und was nicht lesbar war</translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message>
            <source>Train the &amp;whole network too…</source>
            <translation>Auch das &amp;ganze Netz trainieren…</translation>
        </message>
        <message>
            <source>Train the whole network too</source>
            <translation>Auch das ganze Netz trainieren</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artists</source>
            <translation>Interpreten</translation>
        </message>
        <message>
            <source>New model finds</source>
            <translation>Neues Modell findet</translation>
        </message>
        <message>
            <source>Present one finds</source>
            <translation>Jetziges findet</translation>
        </message>
        <message>
            <source>Genre by genre</source>
            <translation>Genre für Genre</translation>
        </message>
        <message>
            <source>Taken for</source>
            <translation>Gehalten für</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>Wie oft</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>What is confused most</source>
            <translation>Was am meisten verwechselt wird</translation>
        </message>
        <message>
            <source>Whose answers</source>
            <translation>Wessen Antworten</translation>
        </message>
        <message>
            <source>“%1”, in use now</source>
            <translation>„%1“, jetzt verwendet</translation>
        </message>
        <message>
            <source>The quick training</source>
            <translation>Das schnelle Training</translation>
        </message>
        <message>
            <source>“%1”, new</source>
            <translation>„%1“, neu</translation>
        </message>
        <message>
            <source>That takes minutes to hours, and is taken only where it is clearly better on artists that neither has heard.</source>
            <translation>Das dauert Minuten bis Stunden und wird nur übernommen, wenn es bei Interpreten, die keines von beiden gehört hat, deutlich besser ist.</translation>
        </message>
        <message>
            <source>Confusion matrix</source>
            <translation>Konfusionsmatrix</translation>
        </message>
        <message>
            <source>Keep it as</source>
            <translation>Behalten als</translation>
        </message>
        <message>
            <source>Rows are what it is, columns what was answered. Blue is right, orange not.</source>
            <translation>Zeilen: was es ist; Spalten: was geantwortet wurde. Blau ist richtig, Orange nicht.</translation>
        </message>
        <message>
            <source>The %1 genres that are confused most, of %2.</source>
            <translation>Die %1 meistverwechselten Genres von %2.</translation>
        </message>
    </context>
    <context>
        <name>ReviewActions</name>
        <message>
            <source>1 suggestion accepted</source>
            <translation>1 Vorschlag übernommen</translation>
        </message>
        <message>
            <source>{n} suggestions accepted</source>
            <translation>{n} Vorschläge übernommen</translation>
        </message>
        <message>
            <source>Nothing is written yet.</source>
            <translation>Noch ist nichts geschrieben.</translation>
        </message>
        <message>
            <source>Nothing was decided since the start that could be taken back.</source>
            <translation>Seit dem Start wurde nichts entschieden, was sich zurücknehmen ließe.</translation>
        </message>
        <message>
            <source>1 decision was taken back.</source>
            <translation>1 Entscheidung wurde zurückgenommen.</translation>
        </message>
        <message>
            <source>{n} decisions were taken back.</source>
            <translation>{n} Entscheidungen wurden zurückgenommen.</translation>
        </message>
        <message>
            <source>Nothing was taken back that could be decided again.</source>
            <translation>Nichts wurde zurückgenommen, was sich wieder entscheiden ließe.</translation>
        </message>
        <message>
            <source>1 decision stands again.</source>
            <translation>1 Entscheidung gilt wieder.</translation>
        </message>
        <message>
            <source>{n} decisions stand again.</source>
            <translation>{n} Entscheidungen gelten wieder.</translation>
        </message>
        <message>
            <source>1 was written or decided anew since and stays.</source>
            <translation>1 wurde seither geschrieben oder neu entschieden und bleibt.</translation>
        </message>
        <message>
            <source>{n} were written or decided anew since and stay.</source>
            <translation>{n} wurden seither geschrieben oder neu entschieden und bleiben.</translation>
        </message>
        <message>
            <source>Genre for “%1”</source>
            <translation>Genre für „%1“</translation>
        </message>
        <message>
            <source>Genre for {n} tracks</source>
            <translation>Genre für {n} Titel</translation>
        </message>
    </context>
    <context>
        <name>RowsModel</name>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artist</source>
            <translation>Interpret</translation>
        </message>
        <message>
            <source>Album</source>
            <translation>Album</translation>
        </message>
        <message>
            <source>Genre now</source>
            <translation>Genre jetzt</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>Sure</source>
            <translation>Sicher</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
    </context>
    <context>
        <name>SavedDialog</name>
        <message>
            <source>Kept filters</source>
            <translation>Gemerkte Filter</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Give it another name (F2)</source>
            <translation>Umbenennen (F2)</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove this filter; no track is touched (Delete)</source>
            <translation>Diesen Filter entfernen; kein Titel wird berührt (Entf)</translation>
        </message>
        <message>
            <source>Kept filters are at the left, and in the menu of the star (%1).</source>
            <translation>Gemerktes steht links und im Menü des Sterns (%1).</translation>
        </message>
    </context>
    <context>
        <name>SavedMenu</name>
        <message>
            <source>Keep this filter</source>
            <translation>Diesen Filter merken</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Merken</translation>
        </message>
        <message>
            <source>Keep this filter…</source>
            <translation>Diesen Filter merken…</translation>
        </message>
        <message>
            <source>Rename or remove…</source>
            <translation>Umbenennen oder entfernen…</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Search the settings</source>
            <translation>Einstellungen durchsuchen</translation>
        </message>
        <message>
            <source>No setting matches the search.</source>
            <translation>Keine Einstellung passt zur Suche.</translation>
        </message>
        <message>
            <source>&amp;General</source>
            <translation>&amp;Allgemein</translation>
        </message>
        <message>
            <source>&amp;Writing</source>
            <translation>&amp;Schreiben</translation>
        </message>
        <message>
            <source>&amp;Programs</source>
            <translation>&amp;Programme</translation>
        </message>
        <message>
            <source>Files in these folders are never written, by no command and no button. What you accept for them stays in the catalog and can be exported.</source>
            <translation>Dateien in diesen Ordnern werden nie geschrieben, von keinem Befehl und keinem Knopf. Was für sie übernommen wird, bleibt im Katalog und lässt sich exportieren.</translation>
        </message>
        <message>
            <source>&amp;Never write here</source>
            <translation>Hier &amp;nie schreiben</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Genres…</source>
            <translation>Genres…</translation>
        </message>
        <message>
            <source>Names, spelling, parents and other names of genres</source>
            <translation>Namen, Schreibweise, Obergenres und andere Namen der Genres</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Importieren…</translation>
        </message>
        <message>
            <source>Take settings from a file; you see them before they are saved</source>
            <translation>Einstellungen aus einer Datei lesen; sie sind vor dem Speichern zu sehen</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <source>Keep what is shown here as a file, to carry along</source>
            <translation>Was hier steht als Datei zum Mitnehmen sichern</translation>
        </message>
        <message>
            <source>Reset all…</source>
            <translation>Zurücksetzen…</translation>
        </message>
        <message>
            <source>Every setting back to its default</source>
            <translation>Jede Einstellung zurück auf den Standard</translation>
        </message>
        <message>
            <source>1 setting was read.</source>
            <translation>1 Einstellung wurde gelesen.</translation>
        </message>
        <message>
            <source>{n} settings were read.</source>
            <translation>{n} Einstellungen wurden gelesen.</translation>
        </message>
        <message>
            <source>Save keeps what you see.</source>
            <translation>„Speichern“ behält, was zu sehen ist.</translation>
        </message>
        <message>
            <source>Left out:</source>
            <translation>Übergangen:</translation>
        </message>
        <message>
            <source>and 1 more</source>
            <translation>und 1 weitere</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>Import settings</source>
            <translation>Einstellungen importieren</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Export settings</source>
            <translation>Einstellungen exportieren</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <source>Set every setting back to its default?</source>
            <translation>Alle Einstellungen auf den Standard zurücksetzen?</translation>
        </message>
        <message>
            <source>Folders that are never written stay. Nothing is kept before you press Save.</source>
            <translation>Ordner, in die nie geschrieben wird, bleiben. Vor dem Speichern wird nichts behalten.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close (%1)</source>
            <translation>Schließen (%1)</translation>
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Views</source>
            <translation>Ansichten</translation>
        </message>
        <message>
            <source>LIBRARY</source>
            <translation>BIBLIOTHEK</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>Konflikte</translation>
        </message>
        <message>
            <source>The suggestion is another genre than the file says</source>
            <translation>Der Vorschlag ist ein anderes Genre als in der Datei</translation>
        </message>
        <message>
            <source>FILTERS</source>
            <translation>FILTER</translation>
        </message>
        <message>
            <source>GENRES</source>
            <translation>GENRES</translation>
        </message>
    </context>
    <context>
        <name>SoundPanel</name>
        <message>
            <source>Genre that the light in the spectrogram is for</source>
            <translation>Genre, für das das Licht im Spektrogramm steht</translation>
        </message>
        <message>
            <source>What is bright and coloured speaks for this genre: without it, the model would find the genre less likely (up and down arrow keys)</source>
            <translation>Was hell und farbig ist, spricht für dieses Genre: Ohne es hielte das Modell das Genre für weniger wahrscheinlich (Pfeil auf und ab)</translation>
        </message>
        <message>
            <source>Lit: what speaks for</source>
            <translation>Hell: spricht für</translation>
        </message>
        <message>
            <source>What was listened to</source>
            <translation>Was angehört wurde</translation>
        </message>
        <message>
            <source>Listening…</source>
            <translation>Wird angehört…</translation>
        </message>
        <message>
            <source>nothing (light everywhere)</source>
            <translation>nichts (überall hell)</translation>
        </message>
        <message>
            <source>Explaining the suggestion</source>
            <translation>Erklären des Vorschlags</translation>
        </message>
        <message>
            <source>There is no model that could listen.</source>
            <translation>Es ist kein Modell da, das zuhören könnte.</translation>
        </message>
        <message>
            <source>Listening to the track</source>
            <translation>Anhören des Titels</translation>
        </message>
    </context>
    <context>
        <name>SourceList</name>
        <message>
            <source>Read as</source>
            <translation>Gelesen als</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Where the examples come from</source>
            <translation>Woher die Beispiele kommen</translation>
        </message>
        <message>
            <source>&amp;Folders named by genre…</source>
            <translation>&amp;Ordner mit Genrenamen…</translation>
        </message>
        <message>
            <source>The name of each folder is the genre of the music in it (or drop it here)</source>
            <translation>Der Name jedes Ordners ist das Genre der Musik darin (oder hier ablegen)</translation>
        </message>
        <message>
            <source>Folders with right &amp;tags…</source>
            <translation>Ordner mit richtigen &amp;Tags…</translation>
        </message>
        <message>
            <source>The genres in the tags of these files are right</source>
            <translation>Die Genres in den Tags dieser Dateien stimmen</translation>
        </message>
        <message>
            <source>&amp;Playlists…</source>
            <translation>&amp;Playlists…</translation>
        </message>
        <message>
            <source>M3U, M3U8, Rekordbox XML, Serato crate or Traktor NML; they are only read</source>
            <translation>M3U, M3U8, Rekordbox-XML, Serato-Crate oder Traktor-NML; sie werden nur gelesen</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <source>Take the selected lines out (Delete)</source>
            <translation>Die gewählten Zeilen herausnehmen (Entf)</translation>
        </message>
        <message>
            <source>My decisions in Tagger (none yet)</source>
            <translation>Eigene Entscheidungen in Tagger (noch keine)</translation>
        </message>
        <message>
            <source>My decisions in Tagger (%1)</source>
            <translation>Eigene Entscheidungen in Tagger (%1)</translation>
        </message>
        <message>
            <source>Drop folders, or playlists. Single files do not say which genre they are.</source>
            <translation>Ordner oder Playlists ablegen. Einzelne Dateien sagen nicht, welches Genre sie sind.</translation>
        </message>
        <message>
            <source>Folder names</source>
            <translation>Ordnernamen</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Tags</translation>
        </message>
        <message>
            <source>1 playlist</source>
            <translation>1 Playlist</translation>
        </message>
        <message>
            <source>{n} playlists</source>
            <translation>{n} Playlists</translation>
        </message>
        <message>
            <source>By its &amp;name</source>
            <translation>Nach dem &amp;Namen</translation>
        </message>
        <message>
            <source>By its ta&amp;gs</source>
            <translation>Nach den Ta&amp;gs</translation>
        </message>
        <message>
            <source>Read these folders by their tags, or by their names</source>
            <translation>Diese Ordner nach ihren Tags oder ihren Namen lesen</translation>
        </message>
        <message>
            <source>Choose a folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <source>Choose playlists</source>
            <translation>Playlists wählen</translation>
        </message>
        <message>
            <source>Playlists (*.m3u *.m3u8 *.xml *.crate *.nml)</source>
            <translation>Playlists (*.m3u *.m3u8 *.xml *.crate *.nml)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>SpectrogramView</name>
        <message>
            <source>Mel spectrogram of the passages that were listened to</source>
            <translation>Mel-Spektrogramm der angehörten Passagen</translation>
        </message>
        <message>
            <source>%1 passages, low sounds at the bottom, up to %2 kHz at the top. A click plays from there (left and right arrow keys: passage by passage)</source>
            <translation>%1 Passagen, tiefe Töne unten, bis %2 kHz oben. Ein Klick spielt ab dieser Stelle (Pfeil links und rechts: Passage für Passage)</translation>
        </message>
    </context>
    <context>
        <name>StandingBar</name>
        <message>
            <source>What needs you</source>
            <translation>Was zu tun ist</translation>
        </message>
    </context>
    <context>
        <name>StandingRoom</name>
        <message>
            <source>Looking after the library</source>
            <translation>Nachsehen in der Bibliothek</translation>
        </message>
        <message>
            <source>You can look at your library, and change nothing: its folder %1 cannot be written. Make that folder writable, then start Tagger again.</source>
            <translation>Die Bibliothek lässt sich ansehen, aber nicht ändern: Ihr Ordner %1 ist nicht beschreibbar. Den Ordner beschreibbar machen und Tagger neu starten.</translation>
        </message>
        <message>
            <source>The model that listens is missing (%1), so no genres can be suggested. Install Tagger again to get it back. Tidying, writing and undo work without it.</source>
            <translation>Das Modell, das hört, fehlt (%1); es lassen sich keine Genres vorschlagen. Eine Neuinstallation von Tagger bringt es zurück. Aufräumen, Schreiben und Rückgängigmachen gehen auch ohne.</translation>
        </message>
        <message>
            <source>%1 Until then no genres can be suggested. Tidying, writing and undo work without it.</source>
            <translation>%1 Bis dahin lassen sich keine Genres vorschlagen. Aufräumen, Schreiben und Rückgängigmachen gehen auch ohne.</translation>
        </message>
        <message>
            <source>%1 is not there, or empty. %2 in it stay in your library, greyed, with all you decided. Plug its drive in, then look for changes.</source>
            <translation>%1 ist nicht da oder leer. %2 darin bleiben ausgegraut in der Bibliothek, mit allen Entscheidungen. Das Laufwerk anschließen und nach Änderungen suchen.</translation>
        </message>
        <message>
            <source>{n} folders are not there, or empty: %1. %2 in them stay in your library, greyed, with all you decided. Plug their drives in, then look for changes.</source>
            <translation>{n} Ordner sind nicht da oder leer: %1. %2 darin bleiben ausgegraut in der Bibliothek, mit allen Entscheidungen. Die Laufwerke anschließen und nach Änderungen suchen.</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>Look for changes</source>
            <translation>Nach Änderungen suchen</translation>
        </message>
    </context>
    <context>
        <name>StatisticsDesk</name>
        <message>
            <source>Counting the library</source>
            <translation>Zählen der Bibliothek</translation>
        </message>
        <message>
            <source>Exporting the statistics</source>
            <translation>Exportieren der Statistik</translation>
        </message>
    </context>
    <context>
        <name>StatisticsPanel</name>
        <message>
            <source>Which genres are counted</source>
            <translation>Welche Genres gezählt werden</translation>
        </message>
        <message>
            <source>Genre now</source>
            <translation>Genre jetzt</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Vorschlag</translation>
        </message>
        <message>
            <source>How years are put together</source>
            <translation>Wie Jahre zusammengefasst werden</translation>
        </message>
        <message>
            <source>By decade</source>
            <translation>Nach Jahrzehnt</translation>
        </message>
        <message>
            <source>By year</source>
            <translation>Nach Jahr</translation>
        </message>
        <message>
            <source>Only what is shown</source>
            <translation>Nur Gezeigtes</translation>
        </message>
        <message>
            <source>Count the tracks that the filter and the view show, not the whole library</source>
            <translation>Die Titel zählen, die Filter und Ansicht zeigen, nicht die ganze Bibliothek</translation>
        </message>
        <message>
            <source>The library in numbers</source>
            <translation>Die Bibliothek in Zahlen</translation>
        </message>
        <message>
            <source>Count again</source>
            <translation>Neu zählen</translation>
        </message>
        <message>
            <source>Export all tables</source>
            <translation>Alle Tabellen exportieren</translation>
        </message>
        <message>
            <source>Export as a spreadsheet (CSV)…</source>
            <translation>Als Tabelle exportieren (CSV)…</translation>
        </message>
        <message>
            <source>Export as JSON…</source>
            <translation>Als JSON exportieren…</translation>
        </message>
        <message>
            <source>Close the statistics</source>
            <translation>Statistik schließen</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Years</source>
            <translation>Jahre</translation>
        </message>
        <message>
            <source>Genres over time</source>
            <translation>Genres im Lauf der Zeit</translation>
        </message>
        <message>
            <source>Before and after</source>
            <translation>Vorher und nachher</translation>
        </message>
        <message>
            <source>Sureness</source>
            <translation>Sicherheit</translation>
        </message>
        <message>
            <source>Counting your library…</source>
            <translation>Bibliothek wird gezählt…</translation>
        </message>
        <message>
            <source>No track is shown, so there is nothing to count.</source>
            <translation>Kein Titel ist gezeigt, also gibt es nichts zu zählen.</translation>
        </message>
        <message>
            <source>There is no music here yet. Add a folder, and its genres are counted here.</source>
            <translation>Hier ist noch keine Musik. Nach dem Hinzufügen eines Ordners werden seine Genres hier gezählt.</translation>
        </message>
        <message>
            <source>No file tells its year, so there is nothing to show over time.</source>
            <translation>Keine Datei nennt ihr Jahr, also gibt es im Lauf der Zeit nichts zu zeigen.</translation>
        </message>
        <message>
            <source>Nothing is suggested yet. Analyse your music, and this shows how sure the suggestions are.</source>
            <translation>Noch ist nichts vorgeschlagen. Nach der Analyse zeigt dies, wie sicher die Vorschläge sind.</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>length of %1 unknown</source>
            <translation>Länge von %1 unbekannt</translation>
        </message>
        <message>
            <source>%1 absent</source>
            <translation>%1 nicht da</translation>
        </message>
        <message>
            <source>A click or Enter shows the tracks below.</source>
            <translation>Ein Klick oder Enter zeigt die Titel darunter.</translation>
        </message>
        <message>
            <source>A track with several genres counts in each.</source>
            <translation>Ein Titel mit mehreren Genres zählt in jedem.</translation>
        </message>
        <message>
            <source>Nothing is suggested or decided yet.</source>
            <translation>Noch ist nichts vorgeschlagen oder entschieden.</translation>
        </message>
        <message>
            <source>No file holds a genre yet; “Suggestion” counts what it could get.</source>
            <translation>Noch trägt keine Datei ein Genre; „Vorschlag“ zählt, was sie bekommen könnten.</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source>%1 with several, which count in each</source>
            <translation>%1 mit mehreren, die in jedem zählen</translation>
        </message>
        <message>
            <source>Nothing was written and nothing waits, so all three are the same.</source>
            <translation>Nichts wurde geschrieben und nichts wartet, also sind alle drei gleich.</translation>
        </message>
        <message>
            <source>Tracks without a genre: %1; different genres: %2.</source>
            <translation>Titel ohne Genre: %1; verschiedene Genres: %2.</translation>
        </message>
        <message>
            <source>About %1 of %2 are expected to be right, judging by music that the model had not learned from.</source>
            <translation>Etwa %1 von %2 dürften stimmen, gemessen an Musik, aus der das Modell nicht gelernt hat.</translation>
        </message>
        <message>
            <source>About %1 of %2 are expected to be right, if the model knows itself well; that was not measured.</source>
            <translation>Etwa %1 von %2 dürften stimmen, falls das Modell sich gut kennt; gemessen wurde das nicht.</translation>
        </message>
        <message>
            <source>%1 decisions on other models' suggestions are left out.</source>
            <translation>%1 Entscheidungen über Vorschläge anderer Modelle bleiben außen vor.</translation>
        </message>
    </context>
    <context>
        <name>StatisticsRoom</name>
        <message>
            <source>Export the statistics</source>
            <translation>Statistik exportieren</translation>
        </message>
        <message>
            <source>The statistics were exported to %1.</source>
            <translation>Die Statistik wurde nach %1 exportiert.</translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>Step %1 of %2: %3</source>
            <translation>Schritt %1 von %2: %3</translation>
        </message>
    </context>
    <context>
        <name>SureBar</name>
        <message>
            <source>Accept all above a chosen accuracy</source>
            <translation>Alles ab gewählter Trefferquote übernehmen</translation>
        </message>
        <message>
            <source>Share that is to be right, in percent</source>
            <translation>Anteil, der stimmen soll, in Prozent</translation>
        </message>
        <message>
            <source>How many of the suggestions taken are to be right (Left and Right). An estimate: it rests on what the model said of music that it had not learned from.</source>
            <translation>Wie viele der übernommenen Vorschläge stimmen sollen (Pfeil links und rechts). Eine Schätzung: Sie beruht darauf, was das Modell zu Musik sagte, aus der es nicht gelernt hat.</translation>
        </message>
        <message>
            <source>Accept exactly these; nothing is written yet (Enter)</source>
            <translation>Genau diese übernehmen; noch wird nichts geschrieben (Enter)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close this bar (Esc)</source>
            <translation>Diese Leiste schließen (Esc)</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>Wird gezählt…</translation>
        </message>
        <message>
            <source>Nothing that is shown has a suggestion to decide on.</source>
            <translation>Nichts Gezeigtes hat einen offenen Vorschlag.</translation>
        </message>
        <message>
            <source>None of the {n} undecided tracks shown: {best} at most, by estimate.</source>
            <translation>Keiner der {n} gezeigten offenen Titel: geschätzt höchstens {best}.</translation>
        </message>
        <message>
            <source>{taken} of the {n} undecided tracks shown: those at least {line} sure.</source>
            <translation>{taken} der {n} gezeigten offenen Titel: die mit mindestens {line} Sicherheit.</translation>
        </message>
        <message>
            <source>This model was never measured: it may be more.</source>
            <translation>Dieses Modell wurde nie gemessen: Es können mehr sein.</translation>
        </message>
        <message>
            <source>Estimate: at most 1 of them is wrong.</source>
            <translation>Schätzung: Höchstens 1 davon ist falsch.</translation>
        </message>
        <message>
            <source>Estimate: about {n} of them are wrong.</source>
            <translation>Schätzung: Etwa {n} davon sind falsch.</translation>
        </message>
        <message>
            <source>Accept %1</source>
            <translation>%1 übernehmen</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>At least %1 right</source>
            <translation>Mindestens %1 richtig</translation>
        </message>
    </context>
    <context>
        <name>SureRoom</name>
        <message>
            <source>1 suggestion accepted</source>
            <translation>1 Vorschlag übernommen</translation>
        </message>
        <message>
            <source>{n} suggestions accepted</source>
            <translation>{n} Vorschläge übernommen</translation>
        </message>
        <message>
            <source>Nothing is written yet.</source>
            <translation>Noch ist nichts geschrieben.</translation>
        </message>
        <message>
            <source>Reading what is known of the model</source>
            <translation>Lesen des Wissens über das Modell</translation>
        </message>
        <message>
            <source>Counting what is sure</source>
            <translation>Zählen, was sicher ist</translation>
        </message>
    </context>
    <context>
        <name>TaughtDialog</name>
        <message>
            <source>What “%1” learned from</source>
            <translation>Woraus „%1“ gelernt hat</translation>
        </message>
        <message>
            <source>Filter by title, artist, genre, path</source>
            <translation>Filtern nach Titel, Interpret, Genre, Pfad</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artist</source>
            <translation>Interpret</translation>
        </message>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Learned from</source>
            <translation>Gelernt aus</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>Leertaste</translation>
        </message>
        <message>
            <source>&amp;Remove the selected</source>
            <translation>&amp;Auswahl entfernen</translation>
        </message>
        <message>
            <source>Have the model forget these tracks (Delete)</source>
            <translation>Das Modell diese Titel vergessen lassen (Entf)</translation>
        </message>
        <message>
            <source>Remove a &amp;folder or genre</source>
            <translation>&amp;Ordner oder Genre entfernen</translation>
        </message>
        <message>
            <source>Have the model forget all of a folder, or a genre</source>
            <translation>Das Modell einen ganzen Ordner oder ein Genre vergessen lassen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Stopped. The model is what it was.</source>
            <translation>Angehalten. Das Modell ist, wie es war.</translation>
        </message>
        <message>
            <source>your decision</source>
            <translation>eigene Entscheidung</translation>
        </message>
        <message>
            <source>its folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>a playlist</source>
            <translation>Playlist</translation>
        </message>
        <message>
            <source>its tags</source>
            <translation>Tags</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <translation>%1 in %2</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source>The folder %1 (%2)</source>
            <translation>Der Ordner %1 (%2)</translation>
        </message>
        <message>
            <source>The genre %1 (%2)</source>
            <translation>Das Genre %1 (%2)</translation>
        </message>
        <message>
            <source>Have “%1” forget this?

%2

It is taught anew from what is left, as if it had never heard of it. Your files are not touched.</source>
            <translation>„%1“ dies vergessen lassen?

%2

Es wird aus dem Rest neu angelernt, als hätte es nie davon gehört. Die Dateien bleiben unberührt.</translation>
        </message>
        <message>
            <source>Forget it</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Forgotten: %1. What is left: %2.</source>
            <translation>Vergessen: %1. Was bleibt: %2.</translation>
        </message>
        <message>
            <source>On held-out artists %1 are right now.</source>
            <translation>Bei zurückgehaltenen Interpreten stimmen jetzt %1.</translation>
        </message>
    </context>
    <context>
        <name>TeachDesk</name>
        <message>
            <source>Looking for what to ask</source>
            <translation>Suchen nach Fragen</translation>
        </message>
        <message>
            <source>Counting corrections</source>
            <translation>Zählen der Korrekturen</translation>
        </message>
    </context>
    <context>
        <name>TeachDialog</name>
        <message>
            <source>What would teach me most</source>
            <translation>Was am meisten lehrt</translation>
        </message>
        <message>
            <source>How many are done</source>
            <translation>Wie viele erledigt sind</translation>
        </message>
        <message>
            <source>Your answers are kept as decisions. Nothing is written into your files.</source>
            <translation>Die Antworten bleiben als Entscheidungen. In die Dateien wird nichts geschrieben.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Looking for the tracks that teach most…</source>
            <translation>Titel, die am meisten lehren, werden gesucht…</translation>
        </message>
        <message>
            <source>There is nothing to ask: no track that was listened to is undecided. Add music, or have what is there analysed.</source>
            <translation>Nichts zu fragen: Über jeden angehörten Titel ist entschieden. Musik hinzufügen, oder vorhandene analysieren lassen.</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
    </context>
    <context>
        <name>TidyDesk</name>
        <message>
            <source>Tidying genres</source>
            <translation>Aufräumen der Genres</translation>
        </message>
    </context>
    <context>
        <name>TidyDialog</name>
        <message>
            <source>Tidy genres</source>
            <translation>Genres aufräumen</translation>
        </message>
        <message>
            <source>These are the genres in your files. What is ticked will change; nothing is written before you have seen it. Enter takes, Backspace takes back, S splits, E renames or joins, Delete takes out.</source>
            <translation>Das sind die Genres in den Dateien. Angekreuztes wird sich ändern; nichts wird geschrieben, bevor es zu sehen war. Enter übernimmt, Rücktaste nimmt zurück, S teilt, E benennt um oder vereint, Entf nimmt heraus.</translation>
        </message>
        <message>
            <source>Reading the genres of your library…</source>
            <translation>Genres der Bibliothek werden gelesen…</translation>
        </message>
        <message>
            <source>Find a genre</source>
            <translation>Genre suchen</translation>
        </message>
        <message>
            <source>Find a genre (%1)</source>
            <translation>Genre suchen (%1)</translation>
        </message>
        <message>
            <source>Which genres are shown</source>
            <translation>Welche Genres gezeigt werden</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>With an offer</source>
            <translation>Mit Angebot</translation>
        </message>
        <message>
            <source>That will change</source>
            <translation>Die sich ändern</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Take what is offered (Enter)</source>
            <translation>Das Angebot übernehmen (Enter)</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Refuse the offer, or take back your own (Backspace)</source>
            <translation>Das Angebot ablehnen oder Eigenes zurücknehmen (Rücktaste)</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Umbenennen…</translation>
        </message>
        <message>
            <source>Say what becomes of it; several become one (E)</source>
            <translation>Festlegen, was daraus wird; aus mehreren wird eines (E)</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Teilen</translation>
        </message>
        <message>
            <source>Make several genres of it (S)</source>
            <translation>Mehrere Genres daraus machen (S)</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Take it out (Delete)</source>
            <translation>Herausnehmen (Entf)</translation>
        </message>
        <message>
            <source>Track</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Its genres</source>
            <translation>Seine Genres</translation>
        </message>
        <message>
            <source>Tracks with this genre</source>
            <translation>Titel mit diesem Genre</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>See what changes…</source>
            <translation>Änderungen ansehen…</translation>
        </message>
        <message>
            <source>See every file before and after; then write, or do not</source>
            <translation>Jede Datei vorher und nachher sehen; dann schreiben oder nicht</translation>
        </message>
        <message>
            <source>No file of your library holds a genre yet.</source>
            <translation>Noch trägt keine Datei der Bibliothek ein Genre.</translation>
        </message>
        <message>
            <source>Nothing is to change.</source>
            <translation>Nichts ist zu ändern.</translation>
        </message>
        <message>
            <source>1 value changes</source>
            <translation>1 Wert ändert sich</translation>
        </message>
        <message>
            <source>{n} values change</source>
            <translation>{n} Werte ändern sich</translation>
        </message>
        <message>
            <source>%1 in %2.</source>
            <translation>%1 in %2.</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 Datei</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>{n} Dateien</translation>
        </message>
        <message>
            <source>Join…</source>
            <translation>Vereinen…</translation>
        </message>
        <message>
            <source>Tracks with one of %1 genres</source>
            <translation>Titel mit einem von %1 Genres</translation>
        </message>
        <message>
            <source>1 track with %1</source>
            <translation>1 Titel mit %1</translation>
        </message>
        <message>
            <source>{n} tracks with %1</source>
            <translation>{n} Titel mit %1</translation>
        </message>
        <message>
            <source>; the first %1</source>
            <translation>; die ersten %1</translation>
        </message>
        <message>
            <source>%1 genres become one</source>
            <translation>Aus %1 Genres wird eines</translation>
        </message>
        <message>
            <source>Join genres</source>
            <translation>Genres vereinen</translation>
        </message>
        <message>
            <source>Looking at the files…</source>
            <translation>Dateien werden angesehen…</translation>
        </message>
    </context>
    <context>
        <name>TidyRows</name>
        <message>
            <source>Genre in the files</source>
            <translation>Genre in den Dateien</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Becomes</source>
            <translation>Wird zu</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>taken out</source>
            <translation>herausgenommen</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Offered: several in one</source>
            <translation>Angebot: mehrere in einem</translation>
        </message>
        <message>
            <source>Offered: spelling</source>
            <translation>Angebot: Schreibweise</translation>
        </message>
        <message>
            <source>Offered: the same genre</source>
            <translation>Angebot: dasselbe Genre</translation>
        </message>
        <message>
            <source>Not taken</source>
            <translation>Nicht übernommen</translation>
        </message>
        <message>
            <source>Yours: deleted</source>
            <translation>Eigenes: gelöscht</translation>
        </message>
        <message>
            <source>Yours: split</source>
            <translation>Eigenes: geteilt</translation>
        </message>
        <message>
            <source>Yours: merged</source>
            <translation>Eigenes: vereint</translation>
        </message>
        <message>
            <source>Yours: renamed</source>
            <translation>Eigenes: umbenannt</translation>
        </message>
    </context>
    <context>
        <name>TidyTable</name>
        <message>
            <source>Genre values</source>
            <translation>Genrewerte</translation>
        </message>
    </context>
    <context>
        <name>TimelinePanel</name>
        <message>
            <source>Genre over time</source>
            <translation>Genre im Verlauf</translation>
        </message>
        <message>
            <source>Neither music nor speech was heard in it.</source>
            <translation>Weder Musik noch Sprache war darin zu hören.</translation>
        </message>
        <message>
            <source>Stop listening</source>
            <translation>Anhören abbrechen</translation>
        </message>
        <message>
            <source>Listen to the whole track</source>
            <translation>Ganzen Titel anhören</translation>
        </message>
        <message>
            <source>Stop; nothing is kept</source>
            <translation>Abbrechen; nichts wird behalten</translation>
        </message>
        <message>
            <source>Find out how the genre changes while the track goes on</source>
            <translation>Herausfinden, wie sich das Genre im Lauf des Titels ändert</translation>
        </message>
        <message>
            <source>Heard %1 of %2</source>
            <translation>%1 von %2 gehört</translation>
        </message>
        <message>
            <source>Heard %1</source>
            <translation>%1 gehört</translation>
        </message>
        <message>
            <source>Listening…</source>
            <translation>Wird angehört…</translation>
        </message>
        <message>
            <source>Listening to the whole track</source>
            <translation>Anhören des ganzen Titels</translation>
        </message>
    </context>
    <context>
        <name>Toolbar</name>
        <message>
            <source>Add music</source>
            <translation>Musik hinzufügen</translation>
        </message>
        <message>
            <source>Add files…</source>
            <translation>Dateien hinzufügen…</translation>
        </message>
        <message>
            <source>Add single files</source>
            <translation>Einzelne Dateien hinzufügen</translation>
        </message>
        <message>
            <source>Analyse</source>
            <translation>Analysieren</translation>
        </message>
        <message>
            <source>Listen to what was not heard yet</source>
            <translation>Anhören, was noch nicht gehört wurde</translation>
        </message>
        <message>
            <source>Look for changes</source>
            <translation>Nach Änderungen suchen</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>Accept the suggestion for the selected tracks</source>
            <translation>Den Vorschlag für die gewählten Titel übernehmen</translation>
        </message>
        <message>
            <source>Accept all above a chosen accuracy…</source>
            <translation>Alles ab gewählter Trefferquote übernehmen…</translation>
        </message>
        <message>
            <source>Take back the last decision</source>
            <translation>Letzte Entscheidung zurücknehmen</translation>
        </message>
        <message>
            <source>Decide again</source>
            <translation>Wieder entscheiden</translation>
        </message>
        <message>
            <source>Tidy genres…</source>
            <translation>Genres aufräumen…</translation>
        </message>
        <message>
            <source>Export decided genres as a spreadsheet (CSV)…</source>
            <translation>Entschiedene Genres als Tabelle exportieren (CSV)…</translation>
        </message>
        <message>
            <source>Export decided genres as JSON…</source>
            <translation>Entschiedene Genres als JSON exportieren…</translation>
        </message>
        <message>
            <source>Export a playlist for each genre (M3U8)…</source>
            <translation>Je Genre eine Playlist exportieren (M3U8)…</translation>
        </message>
        <message>
            <source>Export the tracks that are shown as a spreadsheet (CSV)…</source>
            <translation>Gezeigte Titel als Tabelle exportieren (CSV)…</translation>
        </message>
        <message>
            <source>Export the tracks that are shown as JSON…</source>
            <translation>Gezeigte Titel als JSON exportieren…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Train on my library…</source>
            <translation>Mit eigener Bibliothek trainieren…</translation>
        </message>
        <message>
            <source>Models…</source>
            <translation>Modelle…</translation>
        </message>
        <message>
            <source>What would teach me most…</source>
            <translation>Was am meisten lehrt…</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Genres I use…</source>
            <translation>Verwendete Genres…</translation>
        </message>
        <message>
            <source>Which genres are suggested at all</source>
            <translation>Welche Genres überhaupt vorgeschlagen werden</translation>
        </message>
        <message>
            <source>One genre per album</source>
            <translation>Ein Genre je Album</translation>
        </message>
        <message>
            <source>What is heard in all tracks of an album decides; compilations stay as is</source>
            <translation>Was in allen Titeln eines Albums zu hören ist, entscheidet; Sampler bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>About Tagger</source>
            <translation>Über Tagger</translation>
        </message>
        <message>
            <source>Version, and the licences of all parts</source>
            <translation>Version und die Lizenzen aller Bestandteile</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Trainieren</translation>
        </message>
        <message>
            <source>Write %1</source>
            <translation>%1 schreiben</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>Accept all %1 that are shown and sure</source>
            <translation>Alle %1 gezeigten und sicheren übernehmen</translation>
        </message>
    </context>
    <context>
        <name>Tour</name>
        <message>
            <source>Review with the keyboard</source>
            <translation>Mit der Tastatur prüfen</translation>
        </message>
        <message>
            <source>Up and Down move, Enter accepts the suggestion, 1 to 5 choose another genre, Backspace leaves the file as it is. The key ? shows all the others.</source>
            <translation>Pfeil auf und ab bewegen, Enter übernimmt den Vorschlag, 1 bis 5 wählen ein anderes Genre, Rücktaste lehnt ab. Die Taste ? zeigt alle weiteren.</translation>
        </message>
        <message>
            <source>See and hear why</source>
            <translation>Sehen und hören, warum</translation>
        </message>
        <message>
            <source>Space plays the passage that decided. Here you see what was heard, how sure the model is, and what would change in the file.</source>
            <translation>Leertaste spielt die Passage, die entschied. Hier steht, was gehört wurde, wie sicher das Modell ist und was sich in der Datei ändern würde.</translation>
        </message>
        <message>
            <source>Nothing is written yet</source>
            <translation>Noch ist nichts geschrieben</translation>
        </message>
        <message>
            <source>What you accept is only noted. Write shows every change before it is made, and everything written can be undone.</source>
            <translation>Übernommenes ist nur vorgemerkt. „Schreiben“ zeigt jede Änderung vorab, und alles Geschriebene lässt sich rückgängig machen.</translation>
        </message>
    </context>
    <context>
        <name>TrackTable</name>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
    </context>
    <context>
        <name>TrainDesk</name>
        <message>
            <source>Reading what the training needs</source>
            <translation>Fürs Training Nötiges wird gelesen</translation>
        </message>
    </context>
    <context>
        <name>TrainDialog</name>
        <message>
            <source>Train on my library</source>
            <translation>Mit eigener Bibliothek trainieren</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Trainieren</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Drop folders that are named by genre, or playlists</source>
            <translation>Ordner mit Genrenamen oder Playlists ablegen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Stay here</source>
            <translation>Hier bleiben</translation>
        </message>
        <message>
            <source>The new model is not kept yet. Close and discard it?</source>
            <translation>Das neue Modell ist noch nicht behalten. Schließen und verwerfen?</translation>
        </message>
        <message>
            <source>Close, and lose your answers to the findings?</source>
            <translation>Schließen und die Antworten auf die Befunde verlieren?</translation>
        </message>
        <message>
            <source>Close, and lose the examples that you chose?</source>
            <translation>Schließen und die gewählten Beispiele verlieren?</translation>
        </message>
        <message>
            <source>“%1” is kept. You find it under “Models…”.</source>
            <translation>„%1“ ist behalten. Es steht unter „Modelle…“.</translation>
        </message>
        <message>
            <source>The quick model is what it was.</source>
            <translation>Das schnelle Modell ist, wie es war.</translation>
        </message>
        <message>
            <source>Stopped. The quick model is what it was.</source>
            <translation>Angehalten. Das schnelle Modell ist, wie es war.</translation>
        </message>
        <message>
            <source>Stopped. What was heard so far is kept.</source>
            <translation>Angehalten. Bisher Gehörtes bleibt.</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>Train again</source>
            <translation>Erneut trainieren</translation>
        </message>
        <message>
            <source>“%1” learns from your music</source>
            <translation>„%1“ lernt aus der Musik</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>%1 in %2. It is also tested on artists that it has not heard, beside the model that you use now.</source>
            <translation>%1 in %2. Es wird auch mit Interpreten geprüft, die es nicht gehört hat, neben dem jetzt verwendeten Modell.</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source>Nothing changes until you choose so.</source>
            <translation>Ohne Zustimmung ändert sich nichts.</translation>
        </message>
        <message>
            <source>The whole network learns for “%1”</source>
            <translation>Das ganze Netz lernt für „%1“</translation>
        </message>
        <message>
            <source>It is tested beside the quick model, on artists that neither has heard. This takes minutes to hours.</source>
            <translation>Es wird neben dem schnellen Modell geprüft, mit Interpreten, die keines gehört hat. Das dauert Minuten bis Stunden.</translation>
        </message>
        <message>
            <source>Stop it whenever you like: the quick model is not lost.</source>
            <translation>Abbrechen ist jederzeit möglich: Das schnelle Modell geht nicht verloren.</translation>
        </message>
        <message>
            <source>The training was stopped</source>
            <translation>Das Training wurde abgebrochen</translation>
        </message>
        <message>
            <source>Nothing was changed: the present model stays in use.</source>
            <translation>Nichts wurde geändert: Das jetzige Modell bleibt in Verwendung.</translation>
        </message>
        <message>
            <source>The training did not come to its end</source>
            <translation>Das Training kam nicht zum Ende</translation>
        </message>
    </context>
    <context>
        <name>TrainPages</name>
        <message>
            <source>Tagger listens to the examples that it has not heard yet, and looks for what may be wrong with them.
What was heard once is never listened to again.</source>
            <translation>Tagger hört die Beispiele an, die es noch nicht kennt, und sucht, was daran falsch sein könnte.
Was einmal gehört wurde, wird nie wieder angehört.</translation>
        </message>
    </context>
    <context>
        <name>UndoDialog</name>
        <message>
            <source>Redo a write</source>
            <translation>Schreibvorgang wiederholen</translation>
        </message>
        <message>
            <source>Undo a write</source>
            <translation>Schreibvorgang rückgängig machen</translation>
        </message>
        <message>
            <source>Redo what was undone of %1?</source>
            <translation>Rückgängig Gemachtes von %1 wiederholen?</translation>
        </message>
        <message>
            <source>Undo the write of %1?</source>
            <translation>Den Schreibvorgang von %1 rückgängig machen?</translation>
        </message>
        <message>
            <source>Take back the undo of %1?</source>
            <translation>Die Rücknahme von %1 zurücknehmen?</translation>
        </message>
        <message>
            <source>1 file comes back exactly as it was, to the byte.</source>
            <translation>1 Datei wird genau wie zuvor, Byte für Byte.</translation>
        </message>
        <message>
            <source>{n} files come back exactly as they were, to the byte.</source>
            <translation>{n} Dateien werden genau wie zuvor, Byte für Byte.</translation>
        </message>
        <message>
            <source>1 file was changed since: bring back its genre only</source>
            <translation>1 Datei wurde seither geändert: nur ihr Genre zurückholen</translation>
        </message>
        <message>
            <source>{n} files were changed since: bring back their genres only</source>
            <translation>{n} Dateien wurden seither geändert: nur ihre Genres zurückholen</translation>
        </message>
        <message>
            <source>1 file cannot come back:</source>
            <translation>1 Datei kann nicht zurückgeholt werden:</translation>
        </message>
        <message>
            <source>{n} files cannot come back:</source>
            <translation>{n} Dateien können nicht zurückgeholt werden:</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Files that do not come back to the byte</source>
            <translation>Dateien, die nicht Byte für Byte zurückkommen</translation>
        </message>
        <message>
            <source>Give the files a new modification time, so that media servers notice</source>
            <translation>Den Dateien eine neue Änderungszeit geben, damit Medienserver es bemerken</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig machen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>UsedDesk</name>
        <message>
            <source>Reading the genres</source>
            <translation>Lesen der Genres</translation>
        </message>
        <message>
            <source>Cancelled: everything is as it was.</source>
            <translation>Abgebrochen: Alles ist, wie es war.</translation>
        </message>
    </context>
    <context>
        <name>UsedPage</name>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Suggested now</source>
            <translation>Jetzt vorgeschlagen</translation>
        </message>
        <message>
            <source>Without a tick</source>
            <translation>Ohne Häkchen</translation>
        </message>
        <message>
            <source>Genres without a tick are never suggested. What the model gives them goes to the genre above them, or else to all that have a tick. Where none of these fits, the suggestion is unsure. What you decided stays.</source>
            <translation>Genres ohne Häkchen werden nie vorgeschlagen. Was das Modell ihnen gibt, geht an das Genre darüber, sonst an alle mit Häkchen. Wo keines davon passt, ist der Vorschlag unsicher. Entschiedenes bleibt.</translation>
        </message>
        <message>
            <source>Find a genre</source>
            <translation>Genre suchen</translation>
        </message>
        <message>
            <source>Tick all</source>
            <translation>Alle ankreuzen</translation>
        </message>
        <message>
            <source>Untick all</source>
            <translation>Alle abwählen</translation>
        </message>
        <message>
            <source>Suggest only these</source>
            <translation>Nur diese vorschlagen</translation>
        </message>
        <message>
            <source>Suggest the whole library anew; nothing is listened to again</source>
            <translation>Die ganze Bibliothek neu vorschlagen; nichts wird neu angehört</translation>
        </message>
        <message>
            <source>What the search finds, or all without a search</source>
            <translation>Was die Suche findet, ohne Suche alle</translation>
        </message>
        <message>
            <source>Reading the genres…</source>
            <translation>Genres werden gelesen…</translation>
        </message>
        <message>
            <source>At least one genre has to stay ticked.</source>
            <translation>Mindestens ein Genre muss angekreuzt bleiben.</translation>
        </message>
        <message>
            <source>The library is suggested anew…</source>
            <translation>Die Bibliothek wird neu vorgeschlagen…</translation>
        </message>
        <message>
            <source>All genres that the model knows are suggested.</source>
            <translation>Alle Genres, die das Modell kennt, werden vorgeschlagen.</translation>
        </message>
        <message>
            <source>1 genre is left out.</source>
            <translation>1 Genre bleibt weg.</translation>
        </message>
        <message>
            <source>{n} genres are left out.</source>
            <translation>{n} Genres bleiben weg.</translation>
        </message>
    </context>
    <context>
        <name>UsedRows</name>
        <message>
            <source>shared among all with a tick</source>
            <translation>auf alle mit Häkchen verteilt</translation>
        </message>
        <message>
            <source>goes to %1</source>
            <translation>geht an %1</translation>
        </message>
    </context>
    <context>
        <name>UsedTable</name>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
    </context>
    <context>
        <name>Watching</name>
        <message>
            <source>{n} new</source>
            <translation>{n} neu</translation>
        </message>
        <message>
            <source>{n} changed</source>
            <translation>{n} geändert</translation>
        </message>
        <message>
            <source>{n} moved</source>
            <translation>{n} verschoben</translation>
        </message>
        <message>
            <source>{n} gone</source>
            <translation>{n} verschwunden</translation>
        </message>
        <message>
            <source>In your folders: %1.</source>
            <translation>In den Ordnern: %1.</translation>
        </message>
        <message>
            <source>%1 is back.</source>
            <translation>%1 ist wieder da.</translation>
        </message>
        <message>
            <source>%1 is not there now; its tracks stay, greyed, until it is back.</source>
            <translation>%1 ist gerade nicht da; seine Titel bleiben ausgegraut, bis er zurück ist.</translation>
        </message>
        <message>
            <source>Reading the folders</source>
            <translation>Lesen der Ordner</translation>
        </message>
    </context>
    <context>
        <name>WaveformView</name>
        <message>
            <source>Waveform of the track</source>
            <translation>Wellenform des Titels</translation>
        </message>
        <message>
            <source>The whole track. A click plays from there</source>
            <translation>Der ganze Titel. Ein Klick spielt ab dieser Stelle</translation>
        </message>
        <message>
            <source>Drawing the waveform</source>
            <translation>Zeichnen der Wellenform</translation>
        </message>
    </context>
    <context>
        <name>WriteDialog</name>
        <message>
            <source>Write genres</source>
            <translation>Genres schreiben</translation>
        </message>
        <message>
            <source>As set: fill for suggestions, replace for your own</source>
            <translation>Wie eingestellt: Vorschläge füllen, eigene Wahl ersetzt</translation>
        </message>
        <message>
            <source>Fill: only files that have no genre</source>
            <translation>Füllen: nur Dateien ohne Genre</translation>
        </message>
        <message>
            <source>Append: keep the genres there are, add these</source>
            <translation>Anhängen: vorhandene Genres behalten, diese dazu</translation>
        </message>
        <message>
            <source>Replace: these genres instead of those there are</source>
            <translation>Ersetzen: diese Genres statt der vorhandenen</translation>
        </message>
        <message>
            <source>What happens to genres that files have already</source>
            <translation>Was mit vorhandenen Genres geschieht</translation>
        </message>
        <message>
            <source>Genres that files have &amp;already:</source>
            <translation>&amp;Vorhandene Genres:</translation>
        </message>
        <message>
            <source>Every file is changed on a copy, checked, and then put in place of the old one. Undo brings each file back to the byte.</source>
            <translation>Jede Datei wird als Kopie geändert, geprüft und dann an die Stelle der alten gesetzt. „Rückgängig machen“ bringt jede Datei Byte für Byte zurück.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Write 1 file</source>
            <translation>1 Datei schreiben</translation>
        </message>
        <message>
            <source>Write {n} files</source>
            <translation>{n} Dateien schreiben</translation>
        </message>
        <message>
            <source>1 file will be written</source>
            <translation>1 Datei wird geschrieben</translation>
        </message>
        <message>
            <source>{n} files will be written</source>
            <translation>{n} Dateien werden geschrieben</translation>
        </message>
        <message>
            <source>%1 to copy</source>
            <translation>%1 zu kopieren</translation>
        </message>
        <message>
            <source>{n} left as they are</source>
            <translation>{n} bleiben, wie sie sind</translation>
        </message>
    </context>
    <context>
        <name>Writing</name>
        <message>
            <source>Reading the history</source>
            <translation>Lesen des Verlaufs</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Suchen</translation>
        </message>
    </context>
    <context>
        <name>_BarButton</name>
        <message>
            <source>suggested</source>
            <translation>vorgeschlagen</translation>
        </message>
        <message>
            <source>Choose this genre (key %1)</source>
            <translation>Dieses Genre wählen (Taste %1)</translation>
        </message>
    </context>
    <context>
        <name>_End</name>
        <message>
            <source>Ask me about others</source>
            <translation>Nach weiteren fragen</translation>
        </message>
        <message>
            <source>The next tracks, now that these are answered</source>
            <translation>Die nächsten Titel, nachdem diese beantwortet sind</translation>
        </message>
        <message>
            <source>You answered 1.</source>
            <translation>1 beantwortet.</translation>
        </message>
        <message>
            <source>You answered {n}.</source>
            <translation>{n} beantwortet.</translation>
        </message>
        <message>
            <source>You answered none.</source>
            <translation>Keine beantwortet.</translation>
        </message>
        <message>
            <source>Refresh the model…</source>
            <translation>Modell auffrischen…</translation>
        </message>
        <message>
            <source>Teach “%1” your answers</source>
            <translation>„%1“ die Antworten lehren</translation>
        </message>
        <message>
            <source>The model learns them when you refresh it.</source>
            <translation>Das Modell lernt sie beim Auffrischen.</translation>
        </message>
        <message>
            <source>Teach a model…</source>
            <translation>Modell anlernen…</translation>
        </message>
        <message>
            <source>Train a model of your own on them</source>
            <translation>Ein eigenes Modell damit trainieren</translation>
        </message>
        <message>
            <source>A model of your own can learn them.</source>
            <translation>Ein eigenes Modell kann sie lernen.</translation>
        </message>
    </context>
    <context>
        <name>_Field</name>
        <message>
            <source>What becomes of this genre</source>
            <translation>Was aus diesem Genre wird</translation>
        </message>
    </context>
    <context>
        <name>_GenreField</name>
        <message>
            <source>Another genre (E), then Enter</source>
            <translation>Anderes Genre (E), dann Enter</translation>
        </message>
        <message>
            <source>Another genre</source>
            <translation>Anderes Genre</translation>
        </message>
        <message>
            <source>Any name will do; several are separated by a semicolon (E)</source>
            <translation>Jeder Name ist möglich; mehrere durch Semikolon trennen (E)</translation>
        </message>
    </context>
    <context>
        <name>_NameField</name>
        <message>
            <source>Name of the model</source>
            <translation>Name des Modells</translation>
        </message>
    </context>
    <context>
        <name>_ParentField</name>
        <message>
            <source>Genre above this one</source>
            <translation>Genre über diesem</translation>
        </message>
    </context>
    <context>
        <name>_Rows</name>
        <message>
            <source>cannot be used</source>
            <translation>nicht verwendbar</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>verwendet</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
    </context>
    <context>
        <name>_ValuesOf</name>
        <message>
            <source>Gathering names for the filter</source>
            <translation>Sammeln von Namen für den Filter</translation>
        </message>
    </context>
    <context>
        <name>app</name>
        <message>
            <source>Something in Tagger went wrong. Your files are safe; the log has details.</source>
            <translation>In Tagger ging etwas schief. Den Dateien ist nichts geschehen; Näheres steht im Protokoll.</translation>
        </message>
    </context>
    <context>
        <name>beforehand</name>
        <message>
            <source>Loading the dialogs</source>
            <translation>Laden der Dialoge</translation>
        </message>
    </context>
    <context>
        <name>cells</name>
        <message>
            <source>no music found</source>
            <translation>keine Musik gefunden</translation>
        </message>
        <message>
            <source>%1 – chosen by you</source>
            <translation>%1 – selbst gewählt</translation>
        </message>
        <message>
            <source>No album</source>
            <translation>Kein Album</translation>
        </message>
        <message>
            <source>No artist</source>
            <translation>Kein Interpret</translation>
        </message>
        <message>
            <source>No suggestion</source>
            <translation>Kein Vorschlag</translation>
        </message>
        <message>
            <source>all %1</source>
            <translation>alle %1</translation>
        </message>
        <message>
            <source>%1 of %2 %3</source>
            <translation>%1 von %2 %3</translation>
        </message>
        <message>
            <source>1 decided</source>
            <translation>1 entschieden</translation>
        </message>
        <message>
            <source>{n} decided</source>
            <translation>{n} entschieden</translation>
        </message>
    </context>
    <context>
        <name>check</name>
        <message>
            <source>Copies</source>
            <translation>Kopien</translation>
        </message>
        <message>
            <source>Labels in doubt</source>
            <translation>Zweifelhafte Angaben</translation>
        </message>
        <message>
            <source>Genres that overlap</source>
            <translation>Überlappende Genres</translation>
        </message>
        <message>
            <source>Thin genres</source>
            <translation>Dünne Genres</translation>
        </message>
        <message>
            <source>Copies of one piece of music. Under one genre they do no harm; under two genres they say that both are right.</source>
            <translation>Kopien eines Musikstücks. Unter einem Genre schaden sie nicht; unter zweien besagen sie, dass beide stimmen.</translation>
        </message>
        <message>
            <source>These sound like another genre to Tagger. Trust your ears: play them.</source>
            <translation>Für Tagger klingen diese nach einem anderen Genre. Am besten selbst anhören.</translation>
        </message>
        <message>
            <source>These genres sound alike in your music. If they are one genre to you, join them.</source>
            <translation>Diese Genres klingen in dieser Musik gleich. Sind sie eigentlich eines, lassen sie sich vereinen.</translation>
        </message>
        <message>
            <source>With so few examples a genre is learned poorly, and it can draw tracks away from other genres.</source>
            <translation>Mit so wenigen Beispielen wird ein Genre schlecht gelernt und kann anderen Genres Titel wegnehmen.</translation>
        </message>
        <message>
            <source>No piece of music is there twice.</source>
            <translation>Kein Musikstück ist doppelt da.</translation>
        </message>
        <message>
            <source>Every track sounds like its genre, or close enough to it.</source>
            <translation>Jeder Titel klingt nach seinem Genre oder nah genug daran.</translation>
        </message>
        <message>
            <source>All genres can be told apart.</source>
            <translation>Alle Genres sind unterscheidbar.</translation>
        </message>
        <message>
            <source>Every genre has enough tracks and artists.</source>
            <translation>Jedes Genre hat genug Titel und Interpreten.</translation>
        </message>
        <message>
            <source>These sound the same: Enter keeps one and leaves the others out</source>
            <translation>Diese klingen gleich: Enter behält einen und lässt die anderen weg</translation>
        </message>
        <message>
            <source>The track, and those that sound like it</source>
            <translation>Der Titel und die, die ähnlich klingen</translation>
        </message>
        <message>
            <source>Tracks that lie among the other genre: Enter moves one there</source>
            <translation>Titel, die beim anderen Genre liegen: Enter verschiebt einen dorthin</translation>
        </message>
        <message>
            <source>All tracks of this genre</source>
            <translation>Alle Titel dieses Genres</translation>
        </message>
        <message>
            <source>Nothing stands out: these examples can be learned from as they are.</source>
            <translation>Nichts fällt auf: Diese Beispiele können so gelernt werden.</translation>
        </message>
        <message>
            <source>Every finding is answered.</source>
            <translation>Jeder Befund ist beantwortet.</translation>
        </message>
        <message>
            <source>1 finding is worth a look. You may also go on as it is.</source>
            <translation>1 Befund ist einen Blick wert. Es geht auch so weiter.</translation>
        </message>
        <message>
            <source>{n} findings are worth a look. You may also go on as it is.</source>
            <translation>{n} Befunde sind einen Blick wert. Es geht auch so weiter.</translation>
        </message>
    </context>
    <context>
        <name>findings</name>
        <message>
            <source>left out</source>
            <translation>weggelassen</translation>
        </message>
        <message>
            <source>is %1</source>
            <translation>ist %1</translation>
        </message>
        <message>
            <source>joined into %1</source>
            <translation>vereint mit %1</translation>
        </message>
        <message>
            <source>not learned</source>
            <translation>nicht gelernt</translation>
        </message>
        <message>
            <source>kept as it is</source>
            <translation>so gelassen</translation>
        </message>
        <message>
            <source>1 copy</source>
            <translation>1 Kopie</translation>
        </message>
        <message>
            <source>{n} copies</source>
            <translation>{n} Kopien</translation>
        </message>
        <message>
            <source>the same sound</source>
            <translation>derselbe Klang</translation>
        </message>
        <message>
            <source>sounds the same</source>
            <translation>klingt gleich</translation>
        </message>
        <message>
            <source>%1, under different genres</source>
            <translation>%1, unter verschiedenen Genres</translation>
        </message>
        <message>
            <source>%1</source>
            <translation>%1</translation>
        </message>
        <message>
            <source>keep one</source>
            <translation>einen behalten</translation>
        </message>
        <message>
            <source>%1 of the tracks that sound like it, all by others, are %2</source>
            <translation>%1 der ähnlich klingenden Titel, alle von anderen, sind %2</translation>
        </message>
        <message>
            <source>rather %1</source>
            <translation>eher %1</translation>
        </message>
        <message>
            <source>They lie among each other to %1 (100% is one genre under two names)</source>
            <translation>Sie liegen zu %1 ineinander (100 % wäre ein Genre unter zwei Namen)</translation>
        </message>
        <message>
            <source>join %1 into %2</source>
            <translation>%1 mit %2 vereinen</translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <translation>%1 und %2</translation>
        </message>
        <message>
            <source>1 more track</source>
            <translation>1 weiterer Titel</translation>
        </message>
        <message>
            <source>{n} more tracks</source>
            <translation>{n} weitere Titel</translation>
        </message>
        <message>
            <source>1 more artist</source>
            <translation>1 weiterer Interpret</translation>
        </message>
        <message>
            <source>{n} more artists</source>
            <translation>{n} weitere Interpreten</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>It needs %1</source>
            <translation>Es fehlen: %1</translation>
        </message>
        <message>
            <source>leave the genre out</source>
            <translation>Genre weglassen</translation>
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>no genre</source>
            <translation>kein Genre</translation>
        </message>
        <message>
            <source>Undo: %1</source>
            <translation>Rückgängig: %1</translation>
        </message>
        <message>
            <source>Redo: %1</source>
            <translation>Wiederholt: %1</translation>
        </message>
        <message>
            <source>and 1 other change</source>
            <translation>und 1 andere Änderung</translation>
        </message>
        <message>
            <source>and {n} other changes</source>
            <translation>und {n} andere Änderungen</translation>
        </message>
        <message>
            <source>Partly redone</source>
            <translation>Teils wiederholt</translation>
        </message>
        <message>
            <source>Redone</source>
            <translation>Wiederholt</translation>
        </message>
        <message>
            <source>Partly undone</source>
            <translation>Teils rückgängig</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Rückgängig gemacht</translation>
        </message>
        <message>
            <source>Stands</source>
            <translation>Gilt</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <translation>{n} fehlgeschlagen</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Geschrieben</translation>
        </message>
        <message>
            <source>Brought back</source>
            <translation>Zurückgeholt</translation>
        </message>
        <message>
            <source>Cut off</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Was sich geändert hat</translation>
        </message>
        <message>
            <source>Batches of writes</source>
            <translation>Stapel von Schreibvorgängen</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Nachher</translation>
        </message>
        <message>
            <source>Files of the chosen batch</source>
            <translation>Dateien des gewählten Stapels</translation>
        </message>
    </context>
    <context>
        <name>jobs</name>
        <message>
            <source>%1 failed because of an error in Tagger; the log has the details.</source>
            <translation>%1: gescheitert an einem Fehler in Tagger; Näheres steht im Protokoll.</translation>
        </message>
        <message>
            <source>Saving the model</source>
            <translation>Speichern des Modells</translation>
        </message>
    </context>
    <context>
        <name>map</name>
        <message>
            <source>No suggestion</source>
            <translation>Kein Vorschlag</translation>
        </message>
        <message>
            <source>No genre in the file</source>
            <translation>Kein Genre in der Datei</translation>
        </message>
        <message>
            <source>Other genres</source>
            <translation>Andere Genres</translation>
        </message>
        <message>
            <source>%1 and more</source>
            <translation>%1 und mehr</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 bis %2</translation>
        </message>
        <message>
            <source>%1s and before</source>
            <translation>%1er und früher</translation>
        </message>
        <message>
            <source>%1s</source>
            <translation>%1er</translation>
        </message>
        <message>
            <source>No year</source>
            <translation>Kein Jahr</translation>
        </message>
    </context>
    <context>
        <name>models</name>
        <message>
            <source>The model “%1” was chosen, but it is not there. Until it is back, or you choose another one, the model that comes with Tagger suggests.</source>
            <translation>Das Modell „%1“ war gewählt, ist aber nicht da. Bis es zurück oder ein anderes gewählt ist, schlägt das mitgelieferte Modell vor.</translation>
        </message>
        <message>
            <source>Another file has this name too, so this one cannot be used. Rename the file.</source>
            <translation>Eine andere Datei heißt auch so, deshalb ist diese nicht verwendbar. Die Datei umbenennen.</translation>
        </message>
        <message>
            <source>It has the name of the model that comes with Tagger. Rename it to use it.</source>
            <translation>Es heißt wie das mitgelieferte Modell. Zum Verwenden umbenennen.</translation>
        </message>
        <message>
            <source>%1 (95% interval %2 to %3) of %4</source>
            <translation>%1 (95-%-Intervall %2 bis %3) von %4</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>Tested on held-out artists and albums (1 group).</source>
            <translation>Geprüft mit zurückgehaltenen Interpreten und Alben (1 Gruppe).</translation>
        </message>
        <message>
            <source>Tested on held-out artists and albums ({n} groups).</source>
            <translation>Geprüft mit zurückgehaltenen Interpreten und Alben ({n} Gruppen).</translation>
        </message>
        <message>
            <source>Optimistic: the examples did not tell artists apart, so a test saw known ones.</source>
            <translation>Zu günstig: Die Beispiele trennten Interpreten nicht, der Test sah also bekannte.</translation>
        </message>
        <message>
            <source>%1 on the same tracks then: %2</source>
            <translation>%1 damals mit denselben Titeln: %2</translation>
        </message>
        <message>
            <source>The model in use</source>
            <translation>Das verwendete Modell</translation>
        </message>
        <message>
            <source>(it had learned from them)</source>
            <translation>(es hatte aus ihnen gelernt)</translation>
        </message>
        <message>
            <source>from 1 track</source>
            <translation>aus 1 Titel</translation>
        </message>
        <message>
            <source>from {n} tracks</source>
            <translation>aus {n} Titeln</translation>
        </message>
        <message>
            <source>your decisions</source>
            <translation>eigene Entscheidungen</translation>
        </message>
        <message>
            <source>folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>playlists</source>
            <translation>Playlists</translation>
        </message>
        <message>
            <source>tags</source>
            <translation>Tags</translation>
        </message>
        <message>
            <source>the bundled model and the discriminant blended</source>
            <translation>mitgeliefertes Modell und Diskriminante gemischt</translation>
        </message>
        <message>
            <source>the discriminant alone</source>
            <translation>Diskriminante allein</translation>
        </message>
        <message>
            <source>the discriminant refined on all examples</source>
            <translation>Diskriminante, mit allen Beispielen verfeinert</translation>
        </message>
        <message>
            <source>the whole network fine-tuned</source>
            <translation>ganzes Netz nachtrainiert</translation>
        </message>
        <message>
            <source>Way of learning: %1</source>
            <translation>Lernverfahren: %1</translation>
        </message>
        <message>
            <source>On top of Tagger's model %1</source>
            <translation>Auf Grundlage von Taggers Modell %1</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source>%1, all of them known to the bundled model</source>
            <translation>%1, alle dem mitgelieferten Modell bekannt</translation>
        </message>
        <message>
            <source>%1; taught beyond the bundled model: %2</source>
            <translation>%1; über das mitgelieferte Modell hinaus gelehrt: %2</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>Verwendet</translation>
        </message>
        <message>
            <source>Not in use</source>
            <translation>Nicht verwendet</translation>
        </message>
        <message>
            <source>%1, comes with Tagger</source>
            <translation>%1, mitgeliefert</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Trained</source>
            <translation>Trainiert</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>Trefferquote</translation>
        </message>
        <message>
            <source>Macro-F1</source>
            <translation>Macro-F1</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>too few to test</source>
            <translation>zu wenige für einen Test</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>taught</source>
            <translation>gelehrt</translation>
        </message>
    </context>
    <context>
        <name>outcomes</name>
        <message>
            <source>1 file found</source>
            <translation>1 Datei gefunden</translation>
        </message>
        <message>
            <source>{n} files found</source>
            <translation>{n} Dateien gefunden</translation>
        </message>
        <message>
            <source>1 folder is not there</source>
            <translation>1 Ordner ist nicht da</translation>
        </message>
        <message>
            <source>{n} folders are not there</source>
            <translation>{n} Ordner sind nicht da</translation>
        </message>
        <message>
            <source>{n} moved</source>
            <translation>{n} verschoben</translation>
        </message>
        <message>
            <source>{n} gone</source>
            <translation>{n} verschwunden</translation>
        </message>
        <message>
            <source>{n} are no music</source>
            <translation>{n} sind keine Musik</translation>
        </message>
        <message>
            <source>This folder is not there, or empty. Is its drive plugged in?</source>
            <translation>Dieser Ordner ist nicht da oder leer. Ist das Laufwerk angeschlossen?</translation>
        </message>
        <message>
            <source>Everything was heard already.</source>
            <translation>Alles wurde schon gehört.</translation>
        </message>
        <message>
            <source>1 track heard</source>
            <translation>1 Titel gehört</translation>
        </message>
        <message>
            <source>{n} tracks heard</source>
            <translation>{n} Titel gehört</translation>
        </message>
        <message>
            <source>{n} failed</source>
            <translation>{n} fehlgeschlagen</translation>
        </message>
        <message>
            <source>Cancelled: “%1” stays in use.</source>
            <translation>Abgebrochen: „%1“ bleibt in Verwendung.</translation>
        </message>
        <message>
            <source>“%1” suggests from now on.</source>
            <translation>Ab jetzt schlägt „%1“ vor.</translation>
        </message>
        <message>
            <source>1 track has another suggestion than before.</source>
            <translation>1 Titel hat einen anderen Vorschlag als zuvor.</translation>
        </message>
        <message>
            <source>{n} tracks have another suggestion than before.</source>
            <translation>{n} Titel haben einen anderen Vorschlag als zuvor.</translation>
        </message>
        <message>
            <source>1 track is listened to again.</source>
            <translation>1 Titel wird neu angehört.</translation>
        </message>
        <message>
            <source>{n} tracks are listened to again.</source>
            <translation>{n} Titel werden neu angehört.</translation>
        </message>
        <message>
            <source>Cancelled: the suggestions are as they were.</source>
            <translation>Abgebrochen: Die Vorschläge sind, wie sie waren.</translation>
        </message>
        <message>
            <source>{n} written</source>
            <translation>{n} geschrieben</translation>
        </message>
        <message>
            <source>{n} said it already</source>
            <translation>{n} hatten es schon</translation>
        </message>
        <message>
            <source>{n} left as is</source>
            <translation>{n} belassen</translation>
        </message>
        <message>
            <source>Undo gives every file back</source>
            <translation>„Rückgängig machen“ stellt jede Datei wieder her</translation>
        </message>
        <message>
            <source>{n} back to the byte</source>
            <translation>{n} Byte für Byte zurück</translation>
        </message>
        <message>
            <source>{n} with their old genre</source>
            <translation>{n} mit altem Genre</translation>
        </message>
    </context>
    <context>
        <name>plan</name>
        <message>
            <source>Left as it is. %1</source>
            <translation>Belassen. %1</translation>
        </message>
        <message>
            <source>Written. %1</source>
            <translation>Geschrieben. %1</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Geschrieben</translation>
        </message>
        <message>
            <source>Written: had a filler word</source>
            <translation>Geschrieben: hatte ein Füllwort</translation>
        </message>
        <message>
            <source>Written: other fields only</source>
            <translation>Geschrieben: nur andere Felder</translation>
        </message>
        <message>
            <source>Written: second tag only</source>
            <translation>Geschrieben: nur zweiter Tag</translation>
        </message>
        <message>
            <source>Say so already</source>
            <translation>Haben es schon</translation>
        </message>
        <message>
            <source>Say it more exactly</source>
            <translation>Sagen es genauer</translation>
        </message>
        <message>
            <source>Have another genre</source>
            <translation>Haben ein anderes Genre</translation>
        </message>
        <message>
            <source>Nothing to write</source>
            <translation>Nichts zu schreiben</translation>
        </message>
        <message>
            <source>Changed since the plan</source>
            <translation>Seit dem Plan geändert</translation>
        </message>
        <message>
            <source>Never written here</source>
            <translation>Hier wird nie geschrieben</translation>
        </message>
        <message>
            <source>Cannot be written</source>
            <translation>Nicht beschreibbar</translation>
        </message>
    </context>
    <context>
        <name>player</name>
        <message>
            <source>The sound output stopped working. Look after it in the system's settings.</source>
            <translation>Die Tonausgabe ist ausgefallen. In den Systemeinstellungen nachsehen.</translation>
        </message>
        <message>
            <source>There is no sound output here, so nothing can be played. Connect loudspeakers or headphones and try again.</source>
            <translation>Hier gibt es keine Tonausgabe, daher lässt sich nichts abspielen. Lautsprecher oder Kopfhörer anschließen und erneut versuchen.</translation>
        </message>
        <message>
            <source>The sound output “%1” takes no 16-bit sound, so nothing can be played. Choose another one in the system's settings.</source>
            <translation>Die Tonausgabe „%1“ nimmt keinen 16-Bit-Ton an, daher lässt sich nichts abspielen. In den Systemeinstellungen eine andere wählen.</translation>
        </message>
    </context>
    <context>
        <name>remarks</name>
        <message>
            <source>Could not be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>It is learned as all of these: %1</source>
            <translation>Es wird als all diese gelernt: %1</translation>
        </message>
        <message>
            <source>Different genres</source>
            <translation>Verschiedene Genres</translation>
        </message>
        <message>
            <source>Lost entry</source>
            <translation>Verlorener Eintrag</translation>
        </message>
    </context>
    <context>
        <name>result</name>
        <message>
            <source>%1 (%2 to %3)</source>
            <translation>%1 (%2 bis %3)</translation>
        </message>
        <message>
            <source>How good it is cannot be checked yet: no genre has tracks by three artists or more.</source>
            <translation>Wie gut es ist, lässt sich noch nicht prüfen: Kein Genre hat Titel von drei oder mehr Interpreten.</translation>
        </message>
        <message>
            <source>It is better than “%1” on your examples.</source>
            <translation>Bei diesen Beispielen ist es besser als „%1“.</translation>
        </message>
        <message>
            <source>No clear difference to “%1”: chance explains what there is.</source>
            <translation>Kein klarer Unterschied zu „%1“: Was es gibt, erklärt der Zufall.</translation>
        </message>
        <message>
            <source>It is worse than “%1” on your examples. Keep the present one.</source>
            <translation>Bei diesen Beispielen ist es schlechter als „%1“. Besser das jetzige behalten.</translation>
        </message>
        <message>
            <source>Of %1 held-out tracks, %2 are right only with the new model and %3 only with “%4”.</source>
            <translation>Von %1 zurückgehaltenen Titeln stimmen %2 nur beim neuen Modell und %3 nur bei „%4“.</translation>
        </message>
        <message>
            <source>Optimistic: the tags of 1 track name no artist, so one artist may have been both learned and tested.</source>
            <translation>Zu günstig: Die Tags von 1 Titel nennen keinen Interpreten; derselbe könnte also gelernt und geprüft worden sein.</translation>
        </message>
        <message>
            <source>Optimistic: the tags of {n} tracks name no artist, so one artist may have been both learned and tested.</source>
            <translation>Zu günstig: Die Tags von {n} Titeln nennen keinen Interpreten; derselbe könnte also gelernt und geprüft worden sein.</translation>
        </message>
        <message>
            <source>Learned from</source>
            <translation>Gelernt aus</translation>
        </message>
        <message>
            <source>How it was tested</source>
            <translation>Wie geprüft wurde</translation>
        </message>
        <message>
            <source>Known genres</source>
            <translation>Bekannte Genres</translation>
        </message>
        <message>
            <source>Over all genres</source>
            <translation>Über alle Genres</translation>
        </message>
        <message>
            <source>Sure answers</source>
            <translation>Sichere Antworten</translation>
        </message>
        <message>
            <source>Way of learning</source>
            <translation>Lernverfahren</translation>
        </message>
        <message>
            <source>“%1” may have learned from these very tracks. It knows them by heart, so the comparison flatters it.</source>
            <translation>„%1“ hat vielleicht aus genau diesen Titeln gelernt. Es kennt sie auswendig, der Vergleich schmeichelt ihm.</translation>
        </message>
        <message>
            <source>The present model</source>
            <translation>Das jetzige Modell</translation>
        </message>
        <message>
            <source>the plain way (bundled model and discriminant blended)</source>
            <translation>das einfache Verfahren (mitgeliefertes Modell und Diskriminante gemischt)</translation>
        </message>
        <message>
            <source>the discriminant alone</source>
            <translation>Diskriminante allein</translation>
        </message>
        <message>
            <source>the discriminant refined on all examples</source>
            <translation>Diskriminante, mit allen Beispielen verfeinert</translation>
        </message>
        <message>
            <source>the whole network, fine-tuned</source>
            <translation>das ganze Netz, nachtrainiert</translation>
        </message>
        <message>
            <source>%1; the other one that was tried is not clearly better.</source>
            <translation>%1; das andere versuchte ist nicht deutlich besser.</translation>
        </message>
        <message>
            <source>%1; none of the {n} others that were tried is clearly better.</source>
            <translation>%1; keines der {n} anderen versuchten ist deutlich besser.</translation>
        </message>
        <message>
            <source>%1: %2 points better than the plain way on the same tracks (%3 to %4).</source>
            <translation>%1: %2 Punkte besser als das einfache Verfahren mit denselben Titeln (%3 bis %4).</translation>
        </message>
        <message>
            <source>The whole network learned too: on %1 it is right in %2, the quick model in %3.</source>
            <translation>Auch das ganze Netz lernte: Bei %1 stimmt es in %2, das schnelle Modell in %3.</translation>
        </message>
        <message>
            <source>1 tested track</source>
            <translation>1 geprüften Titel</translation>
        </message>
        <message>
            <source>{n} tested tracks</source>
            <translation>{n} geprüften Titeln</translation>
        </message>
        <message>
            <source>That is not clearly better, so the quick model stays.</source>
            <translation>Das ist nicht deutlich besser, daher bleibt das schnelle Modell.</translation>
        </message>
        <message>
            <source>If you use it, 1 track of the library is listened to again, which takes %1.</source>
            <translation>Beim Verwenden wird 1 Titel der Bibliothek neu angehört; das dauert %1.</translation>
        </message>
        <message>
            <source>If you use it, {n} tracks of the library are listened to again, which takes %1.</source>
            <translation>Beim Verwenden werden {n} Titel der Bibliothek neu angehört; das dauert %1.</translation>
        </message>
        <message>
            <source>%1 (new)</source>
            <translation>%1 (neu)</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>cannot be checked yet: needs %1 artists, has %2</source>
            <translation>noch nicht prüfbar: braucht %1 Interpreten, hat %2</translation>
        </message>
        <message>
            <source>does not know it</source>
            <translation>kennt es nicht</translation>
        </message>
        <message>
            <source>1 track</source>
            <translation>1 Titel</translation>
        </message>
        <message>
            <source>{n} tracks</source>
            <translation>{n} Titel</translation>
        </message>
        <message>
            <source>1 genre</source>
            <translation>1 Genre</translation>
        </message>
        <message>
            <source>{n} genres</source>
            <translation>{n} Genres</translation>
        </message>
        <message>
            <source> and %1 more</source>
            <translation> und %1 weitere</translation>
        </message>
        <message>
            <source>new: %1</source>
            <translation>neu: %1</translation>
        </message>
        <message>
            <source>On music by artists it had not heard: %1 artists or albums, in %2 rounds.</source>
            <translation>Mit Musik von Interpreten, die es nicht gehört hatte: %1 Interpreten oder Alben, in %2 Runden.</translation>
        </message>
        <message>
            <source>On tracks it had not heard, in %2 rounds.</source>
            <translation>Mit Titeln, die es nicht gehört hatte, in %2 Runden.</translation>
        </message>
        <message>
            <source>1 genre cannot be checked yet.</source>
            <translation>1 Genre lässt sich noch nicht prüfen.</translation>
        </message>
        <message>
            <source>{n} genres cannot be checked yet.</source>
            <translation>{n} Genres lassen sich noch nicht prüfen.</translation>
        </message>
        <message>
            <source>On the genres that “%1” knows it is better, by %2 points.</source>
            <translation>Bei den Genres, die „%1“ kennt, ist es um %2 Punkte besser.</translation>
        </message>
        <message>
            <source>On the genres that “%1” knows: no clear difference (%2 points).</source>
            <translation>Bei den Genres, die „%1“ kennt: kein klarer Unterschied (%2 Punkte).</translation>
        </message>
        <message>
            <source>On the genres that “%1” knows it is worse, by %2 points.</source>
            <translation>Bei den Genres, die „%1“ kennt, ist es um %2 Punkte schlechter.</translation>
        </message>
        <message>
            <source>Macro-F1, where every genre counts the same: %1 (“%3”: %2)</source>
            <translation>Macro-F1, bei dem jedes Genre gleich zählt: %1 („%3“: %2)</translation>
        </message>
        <message>
            <source>No answer can be called “at least %1 right” yet. More examples help.</source>
            <translation>Noch lässt sich keine Antwort „mindestens %1 richtig“ nennen. Mehr Beispiele helfen.</translation>
        </message>
        <message>
            <source>Estimate: %2 of answers can be called “at least %1 right”; of these, %3 were right.</source>
            <translation>Schätzung: %2 der Antworten lassen sich „mindestens %1 richtig“ nennen; davon stimmten %3.</translation>
        </message>
    </context>
    <context>
        <name>shortcuts</name>
        <message>
            <source>Decide</source>
            <translation>Entscheiden</translation>
        </message>
        <message>
            <source>Look and listen</source>
            <translation>Sehen und hören</translation>
        </message>
        <message>
            <source>Groups</source>
            <translation>Gruppen</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Training</translation>
        </message>
        <message>
            <source>Help and settings</source>
            <translation>Hilfe und Einstellungen</translation>
        </message>
        <message>
            <source>Accept what is suggested</source>
            <translation>Vorschlag übernehmen</translation>
        </message>
        <message>
            <source>Accept all shown above a chosen accuracy</source>
            <translation>Alles Gezeigte ab gewählter Trefferquote übernehmen</translation>
        </message>
        <message>
            <source>Choose the genre with this number</source>
            <translation>Das Genre mit dieser Nummer wählen</translation>
        </message>
        <message>
            <source>Choose any other genre</source>
            <translation>Ein anderes Genre wählen</translation>
        </message>
        <message>
            <source>Leave the file as it is</source>
            <translation>Ablehnen: die Datei bleibt, wie sie ist</translation>
        </message>
        <message>
            <source>Unsure: put it off; accepting many passes it over</source>
            <translation>Unsicher: zurückstellen; beim Übernehmen vieler bleibt es außen vor</translation>
        </message>
        <message>
            <source>Take back what was decided on the selected tracks</source>
            <translation>Entscheidung über die gewählten Titel zurücknehmen</translation>
        </message>
        <message>
            <source>Take the last decision back; nothing written is touched</source>
            <translation>Letzte Entscheidung zurücknehmen; Geschriebenes bleibt</translation>
        </message>
        <message>
            <source>Decide again what was taken back</source>
            <translation>Zurückgenommenes wieder entscheiden</translation>
        </message>
        <message>
            <source>Go to the track above or below</source>
            <translation>Zum Titel darüber oder darunter</translation>
        </message>
        <message>
            <source>Select several tracks</source>
            <translation>Mehrere Titel wählen</translation>
        </message>
        <message>
            <source>Select all that are shown</source>
            <translation>Alle gezeigten wählen</translation>
        </message>
        <message>
            <source>Group by album, artist, folder or suggested genre</source>
            <translation>Nach Album, Interpret, Ordner oder Vorschlag gruppieren</translation>
        </message>
        <message>
            <source>Fold the group, or go to it from its tracks</source>
            <translation>Gruppe zuklappen oder von ihren Titeln zu ihr gehen</translation>
        </message>
        <message>
            <source>Unfold the group</source>
            <translation>Gruppe aufklappen</translation>
        </message>
        <message>
            <source>Fold all groups</source>
            <translation>Alle Gruppen zuklappen</translation>
        </message>
        <message>
            <source>Unfold all groups</source>
            <translation>Alle Gruppen aufklappen</translation>
        </message>
        <message>
            <source>Play, or pause</source>
            <translation>Abspielen oder anhalten</translation>
        </message>
        <message>
            <source>Play the track below</source>
            <translation>Titel darunter abspielen</translation>
        </message>
        <message>
            <source>Play the track above</source>
            <translation>Titel darüber abspielen</translation>
        </message>
        <message>
            <source>Play along: whatever track you go to plays by itself</source>
            <translation>Mitspielen: Jeder angesteuerte Titel spielt von selbst</translation>
        </message>
        <message>
            <source>Filter the tracks</source>
            <translation>Titel filtern</translation>
        </message>
        <message>
            <source>Clear the filter and go back to the tracks</source>
            <translation>Filter leeren und zurück zu den Titeln</translation>
        </message>
        <message>
            <source>Keep this filter, or take one that was kept</source>
            <translation>Filter merken oder einen gemerkten nehmen</translation>
        </message>
        <message>
            <source>Add a music folder</source>
            <translation>Musikordner hinzufügen</translation>
        </message>
        <message>
            <source>Scan all folders again</source>
            <translation>Alle Ordner neu durchsuchen</translation>
        </message>
        <message>
            <source>See what would be written</source>
            <translation>Sehen, was geschrieben würde</translation>
        </message>
        <message>
            <source>Undo the last write</source>
            <translation>Letzten Schreibvorgang rückgängig machen</translation>
        </message>
        <message>
            <source>All writes, and undo for each</source>
            <translation>Alle Schreibvorgänge, jeder rücknehmbar</translation>
        </message>
        <message>
            <source>Merge, split, rename and delete genres in all files</source>
            <translation>Genres in allen Dateien vereinen, teilen, umbenennen und löschen</translation>
        </message>
        <message>
            <source>Teach Tagger your genres from your music</source>
            <translation>Tagger die eigenen Genres aus der Musik lehren</translation>
        </message>
        <message>
            <source>Answer for the tracks from which the model would learn most</source>
            <translation>Über Titel entscheiden, aus denen das Modell am meisten lernt</translation>
        </message>
        <message>
            <source>See, compare and choose models</source>
            <translation>Modelle ansehen, vergleichen und wählen</translation>
        </message>
        <message>
            <source>Open or close the map of the library</source>
            <translation>Karte der Bibliothek öffnen oder schließen</translation>
        </message>
        <message>
            <source>Open or close the library in numbers</source>
            <translation>Die Bibliothek in Zahlen öffnen oder schließen</translation>
        </message>
        <message>
            <source>Theme, policies, threads</source>
            <translation>Farbschema, Schreibregeln, Threads</translation>
        </message>
        <message>
            <source>Show all shortcuts</source>
            <translation>Alle Tastenkürzel zeigen</translation>
        </message>
    </context>
    <context>
        <name>statistics</name>
        <message>
            <source>Genre</source>
            <translation>Genre</translation>
        </message>
        <message>
            <source>Tracks</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <source>Of all tracks that are counted</source>
            <translation>Von allen gezählten Titeln</translation>
        </message>
        <message>
            <source>Playing time</source>
            <translation>Spielzeit</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <source>Decade</source>
            <translation>Jahrzehnt</translation>
        </message>
        <message>
            <source>No year</source>
            <translation>Kein Jahr</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>What the files held before Tagger first wrote them; where it never did, now</source>
            <translation>Was die Dateien enthielten, bevor Tagger sie zuerst schrieb; wo es das nie tat: jetzt</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Jetzt</translation>
        </message>
        <message>
            <source>What the files hold, as last read</source>
            <translation>Was die Dateien enthalten, wie zuletzt gelesen</translation>
        </message>
        <message>
            <source>After writing</source>
            <translation>Nach dem Schreiben</translation>
        </message>
        <message>
            <source>What the files would hold if all that is decided were written now</source>
            <translation>Was die Dateien enthielten, wenn alles Entschiedene jetzt geschrieben würde</translation>
        </message>
        <message>
            <source>%1–%2%</source>
            <translation>%1–%2 %</translation>
        </message>
        <message>
            <source>Sure</source>
            <translation>Sicher</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
        <message>
            <source>Expected right</source>
            <translation>Stimmt voraussichtlich</translation>
        </message>
        <message>
            <source>How many of them, as far as is known</source>
            <translation>Wie viele davon, soweit bekannt</translation>
        </message>
        <message>
            <source>You kept</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Where you accepted that genre or chose it, of those that you gave a genre</source>
            <translation>Wo dieses Genre übernommen oder gewählt wurde, von denen mit entschiedenem Genre</translation>
        </message>
        <message>
            <source>You changed</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>Where you chose another genre</source>
            <translation>Wo ein anderes Genre gewählt wurde</translation>
        </message>
        <message>
            <source>Left as is</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Where you left the file alone, which says nothing of the genre</source>
            <translation>Wo die Datei gelassen wurde, was nichts über das Genre sagt</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>A + stands where the length of some tracks is not known</source>
            <translation>Ein + steht, wo die Länge einiger Titel nicht bekannt ist</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>No genre</source>
            <translation>Kein Genre</translation>
        </message>
        <message>
            <source>%1s</source>
            <translation>%1er</translation>
        </message>
    </context>
    <context>
        <name>text</name>
        <message>
            <source>%1%</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>about a second</source>
            <translation>etwa eine Sekunde</translation>
        </message>
        <message>
            <source>about {n} s</source>
            <translation>etwa {n} s</translation>
        </message>
        <message>
            <source>about {n} min</source>
            <translation>etwa {n} min</translation>
        </message>
        <message>
            <source>about {n} h</source>
            <translation>etwa {n} h</translation>
        </message>
        <message>
            <source>{n} s left</source>
            <translation>noch {n} s</translation>
        </message>
        <message>
            <source>{n} min left</source>
            <translation>noch {n} min</translation>
        </message>
        <message>
            <source>{n} h left</source>
            <translation>noch {n} h</translation>
        </message>
        <message>
            <source>Not heard yet</source>
            <translation>Noch nicht gehört</translation>
        </message>
        <message>
            <source>To review</source>
            <translation>Zu prüfen</translation>
        </message>
        <message>
            <source>Unsure</source>
            <translation>Unsicher</translation>
        </message>
        <message>
            <source>No music</source>
            <translation>Keine Musik</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Übernommen</translation>
        </message>
        <message>
            <source>Left as is</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Geschrieben</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Absent</source>
            <translation>Nicht da</translation>
        </message>
        <message>
            <source>Accepted under another model</source>
            <translation>Unter anderem Modell übernommen</translation>
        </message>
        <message>
            <source>Accepted as %1 under another model; now %2 is suggested. Enter takes the new one.</source>
            <translation>Unter einem anderen Modell als %1 übernommen; jetzt ist %2 vorgeschlagen. Enter nimmt das neue.</translation>
        </message>
    </context>
</TS>
