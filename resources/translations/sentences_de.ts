<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>sentences</name>
        <message>
            <source>Its sound cannot be reached by seeking.</source>
            <translation>Im Ton dieser Datei lässt sich nicht springen.</translation>
        </message>
        <message>
            <source>Its sound could not be opened: {reason}.</source>
            <translation>Der Ton ließ sich nicht öffnen: {reason}.</translation>
        </message>
        <message>
            <source>It holds no sound.</source>
            <translation>Die Datei enthält keinen Ton.</translation>
        </message>
        <message>
            <source>Its kind of sound cannot be decoded here.</source>
            <translation>Diese Art von Ton lässt sich hier nicht dekodieren.</translation>
        </message>
        <message>
            <source>It holds no sound that can be decoded.</source>
            <translation>Die Datei enthält keinen Ton, der sich dekodieren lässt.</translation>
        </message>
        <message>
            <source>Its sampling rate of {rate} Hz makes no sense.</source>
            <translation>Die Abtastrate von {rate} Hz ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>It breaks off.</source>
            <translation>Die Datei bricht ab.</translation>
        </message>
        <message>
            <source>It breaks off there: {reason}.</source>
            <translation>Die Datei bricht dort ab: {reason}.</translation>
        </message>
        <message>
            <source>This is not a file that could hold music.</source>
            <translation>Das ist keine Datei, die Musik enthalten könnte.</translation>
        </message>
        <message>
            <source>Could not read the file</source>
            <translation>Die Datei konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>The file is empty. Get it again from where it came from.</source>
            <translation>Die Datei ist leer. Sie müsste noch einmal aus ihrer Quelle geholt werden.</translation>
        </message>
        <message>
            <source>There is no sound in this file.</source>
            <translation>In dieser Datei ist kein Ton.</translation>
        </message>
        <message>
            <source>Part of its sound is damaged and was left out.</source>
            <translation>Ein Teil des Tons ist beschädigt und wurde ausgelassen.</translation>
        </message>
        <message>
            <source>The file is cut off: its sound ends before its header says.</source>
            <translation>Die Datei ist abgeschnitten: Der Ton endet früher, als ihr Kopf angibt.</translation>
        </message>
        <message>
            <source>Cannot allocate memory</source>
            <translation>Der Speicher reicht nicht</translation>
        </message>
        <message>
            <source>Decoder not found</source>
            <translation>Es fehlt ein Dekoder</translation>
        </message>
        <message>
            <source>Demuxer not found</source>
            <translation>Das Dateiformat ist unbekannt</translation>
        </message>
        <message>
            <source>End of file</source>
            <translation>Die Datei ist zu Ende</translation>
        </message>
        <message>
            <source>File contains data in an unimplemented format</source>
            <translation>Dieses Tonformat wird nicht unterstützt</translation>
        </message>
        <message>
            <source>Format not recognised</source>
            <translation>Das Format wurde nicht erkannt</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>Ein-/Ausgabefehler</translation>
        </message>
        <message>
            <source>Invalid argument</source>
            <translation>Ungültiger Wert</translation>
        </message>
        <message>
            <source>Invalid data found when processing input</source>
            <translation>Die Daten sind ungültig</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>Die Datei gibt es nicht</translation>
        </message>
        <message>
            <source>Not yet implemented in FFmpeg, patches welcome</source>
            <translation>FFmpeg kann das noch nicht</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>Das ist nicht erlaubt</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>Das Recht dazu fehlt</translation>
        </message>
        <message>
            <source>Stream not found</source>
            <translation>Es fehlt ein Tonstrom</translation>
        </message>
        <message>
            <source>Supported file format but file is malformed</source>
            <translation>Das Format ist bekannt, die Datei aber fehlerhaft</translation>
        </message>
        <message>
            <source>Unknown error occurred</source>
            <translation>Ein unbekannter Fehler trat auf</translation>
        </message>
        <message>
            <source>Raw samples without a header cannot be read.</source>
            <translation>Rohe Tondaten ohne Kopf lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>Its header does not tell its length.</source>
            <translation>Der Kopf der Datei nennt keine Länge.</translation>
        </message>
        <message>
            <source>MPEG audio is left to FFmpeg.</source>
            <translation>MPEG-Ton bleibt FFmpeg überlassen.</translation>
        </message>
        <message>
            <source>Its sound is damaged: {reason}.</source>
            <translation>Der Ton ist beschädigt: {reason}.</translation>
        </message>
        <message>
            <source>The library in {folder} was opened only to be looked at, so nothing in it can be changed now.</source>
            <translation>Die Bibliothek in {folder} wurde nur zum Ansehen geöffnet; daran lässt sich jetzt nichts ändern.</translation>
        </message>
        <message>
            <source>There is no catalog yet in {folder}. Scan some music first.</source>
            <translation>In {folder} gibt es noch keinen Katalog. Zuerst Musik durchsuchen lassen.</translation>
        </message>
        <message>
            <source>The library is of an earlier Tagger and has to be brought up to this one before it can be shown. {reason} Nothing in it was changed.</source>
            <translation>Die Bibliothek stammt von einem früheren Tagger und muss erst auf den Stand dieses Taggers gebracht werden, bevor sie gezeigt werden kann. {reason} Nichts daran wurde geändert.</translation>
        </message>
        <message>
            <source>Another Tagger (process {process}) is working with this catalog in {folder}. Close it first, or choose another folder with --home.</source>
            <translation>Ein anderes Tagger (Prozess {process}) arbeitet mit diesem Katalog in {folder}. Es zuerst schließen oder mit --home einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>Could not write into the folder {folder}</source>
            <translation>In den Ordner {folder} konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>Tagger keeps its library there. Make the folder writable, or choose another one with --home.</source>
            <translation>Dort bewahrt Tagger die Bibliothek auf. Den Ordner beschreibbar machen oder mit --home einen anderen wählen.</translation>
        </message>
        <message>
            <source>{path} is not a Tagger catalog (it is no SQLite database). It was left as it is. Move it away, or choose another folder with --home.</source>
            <translation>{path} ist kein Katalog von Tagger (keine SQLite-Datenbank). Die Datei blieb unverändert. Sie woandershin verschieben oder mit --home einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>The catalog {path} is damaged. Put back a copy from the “backups” folder beside it, or move it away to start anew.</source>
            <translation>Der Katalog {path} ist beschädigt. Eine Kopie aus dem Ordner „backups“ daneben zurücklegen oder ihn woandershin verschieben, um neu anzufangen.</translation>
        </message>
        <message>
            <source>The disk is full: the catalog {path} could not be written. Free some space and try again.</source>
            <translation>Der Datenträger ist voll: Der Katalog {path} konnte nicht geschrieben werden. Platz schaffen und erneut versuchen.</translation>
        </message>
        <message>
            <source>Another program holds the catalog {path}. Close it and try again.</source>
            <translation>Ein anderes Programm hält den Katalog {path} fest. Dieses schließen und erneut versuchen.</translation>
        </message>
        <message>
            <source>The catalog {path} cannot be written: check the permissions of its folder.</source>
            <translation>Der Katalog {path} lässt sich nicht schreiben. Die Rechte seines Ordners prüfen.</translation>
        </message>
        <message>
            <source>The catalog {path} cannot be opened: check its folder and permissions.</source>
            <translation>Der Katalog {path} lässt sich nicht öffnen. Seinen Ordner und dessen Rechte prüfen.</translation>
        </message>
        <message>
            <source>The disk reported an error while using the catalog {path}.</source>
            <translation>Der Datenträger meldete einen Fehler beim Zugriff auf den Katalog {path}.</translation>
        </message>
        <message>
            <source>The catalog {path} could not be used: {error}.</source>
            <translation>Der Katalog {path} ließ sich nicht verwenden: {error}.</translation>
        </message>
        <message>
            <source>{path} is a database of another program, not a Tagger catalog. It was left as it is. Move it away, or choose another folder with --home.</source>
            <translation>{path} ist die Datenbank eines anderen Programms, kein Katalog von Tagger. Sie blieb unverändert. Die Datei woandershin verschieben oder mit --home einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>The library in {folder} is of an earlier Tagger and could not be brought up to this one. {reason} Nothing in it was changed; the earlier Tagger can still open it.</source>
            <translation>Die Bibliothek in {folder} stammt von einem früheren Tagger und ließ sich nicht auf den Stand dieses Taggers bringen. {reason} Nichts daran wurde geändert; der frühere Tagger kann sie weiterhin öffnen.</translation>
        </message>
        <message>
            <source>The catalog {path} was made by a newer Tagger: it has schema {version}, and this one, {own}, knows {latest}. It was left as it is.</source>
            <translation>Der Katalog {path} stammt von einem neueren Tagger: Er hat das Schema {version}, und dieser hier, {own}, kennt {latest}. Er blieb unverändert.</translation>
        </message>
        <message>
            <source>Install the newer Tagger again.</source>
            <translation>Den neueren Tagger wieder installieren.</translation>
        </message>
        <message>
            <source>Install Tagger {needed} or a newer one again.</source>
            <translation>Tagger {needed} oder einen neueren wieder installieren.</translation>
        </message>
        <message>
            <source>Or go back to how the library was before, without what was decided and written since then: move catalog.db away (and catalog.db-wal, if it is there), and put a copy of {backup} in its place.</source>
            <translation>Oder zurück zur Bibliothek, wie sie davor war, ohne das seither Entschiedene und Geschriebene: catalog.db (und catalog.db-wal, falls vorhanden) wegbewegen und eine Kopie von {backup} an ihre Stelle setzen.</translation>
        </message>
        <message>
            <source>There is no copy from before that was made for this Tagger.</source>
            <translation>Eine Kopie von davor, die für diesen Tagger gemacht wurde, gibt es nicht.</translation>
        </message>
        <message>
            <source>{failed}: another program is using it. Close it there and try again.</source>
            <translation>{failed}: Ein anderes Programm verwendet die Datei. Sie dort schließen und erneut versuchen.</translation>
        </message>
        <message>
            <source>{failed}: {reason}</source>
            <translation>{failed}: {reason}</translation>
        </message>
        <message>
            <source>the disk is full. Free some space and try again.</source>
            <translation>Der Datenträger ist voll. Platz schaffen und erneut versuchen.</translation>
        </message>
        <message>
            <source>your disk quota is used up. Free some space and try again.</source>
            <translation>Das Speicherkontingent ist aufgebraucht. Platz schaffen und erneut versuchen.</translation>
        </message>
        <message>
            <source>there is no permission. Change the permissions of the file or its folder.</source>
            <translation>Das Recht dazu fehlt. Die Rechte der Datei oder ihres Ordners ändern.</translation>
        </message>
        <message>
            <source>the system does not allow it. Check the owner and attributes of the file.</source>
            <translation>Das System erlaubt es nicht. Besitzer und Attribute der Datei prüfen.</translation>
        </message>
        <message>
            <source>the disk is read-only.</source>
            <translation>Der Datenträger ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>it is no longer there. Was it moved, or its drive unplugged?</source>
            <translation>Das Gesuchte ist nicht mehr da. Wurde es verschoben oder das Laufwerk abgezogen?</translation>
        </message>
        <message>
            <source>the disk or network reported an input/output error. Check the drive.</source>
            <translation>Datenträger oder Netz meldeten einen Ein-/Ausgabefehler. Das Laufwerk prüfen.</translation>
        </message>
        <message>
            <source>it is a folder.</source>
            <translation>Das ist ein Ordner.</translation>
        </message>
        <message>
            <source>too many files are open.</source>
            <translation>Es sind zu viele Dateien geöffnet.</translation>
        </message>
        <message>
            <source>the network drive did not answer in time.</source>
            <translation>Das Netzlaufwerk antwortete nicht rechtzeitig.</translation>
        </message>
        <message>
            <source>another program is using it.</source>
            <translation>Ein anderes Programm verwendet die Datei.</translation>
        </message>
        <message>
            <source>it is the mount point of another volume, which cannot be replaced.</source>
            <translation>Das ist der Einhängepunkt eines anderen Datenträgers, der sich nicht ersetzen lässt.</translation>
        </message>
        <message>
            <source>the network drive lost it. Scan its folder again.</source>
            <translation>Das Netzlaufwerk findet die Datei nicht mehr. Ihren Ordner neu durchsuchen.</translation>
        </message>
        <message>
            <source>the disk cannot hold a file of this size.</source>
            <translation>Der Datenträger kann keine Datei dieser Größe aufnehmen.</translation>
        </message>
        <message>
            <source>its name is too long for the disk.</source>
            <translation>Der Name ist für den Datenträger zu lang.</translation>
        </message>
        <message>
            <source>There is no genre “{name}”.</source>
            <translation>Ein Genre „{name}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>“{genre}”</source>
            <translation>„{genre}“</translation>
        </message>
        <message>
            <source>“{name}” is a parent of {names}. Change or remove them first.</source>
            <translation>„{name}“ ist Obergenre von {names}. Diese zuerst ändern oder entfernen.</translation>
        </message>
        <message>
            <source>There is no genre “{name}” to be spelled so.</source>
            <translation>Es gibt kein Genre „{name}“, das so geschrieben werden könnte.</translation>
        </message>
        <message>
            <source>Your genres</source>
            <translation>Eigene Genres</translation>
        </message>
        <message>
            <source>“{name}” cannot stand in a text file. Export as JSON instead.</source>
            <translation>„{name}“ kann nicht in einer Textdatei stehen. Stattdessen als JSON exportieren.</translation>
        </message>
        <message>
            <source>The file is no text in UTF-8.</source>
            <translation>Die Datei ist kein Text in UTF-8.</translation>
        </message>
        <message>
            <source>Line {number}</source>
            <translation>Zeile {number}</translation>
        </message>
        <message>
            <source>{place}: indent it by tabs or by {unit} spaces a level.</source>
            <translation>{place}: Mit Tabulatoren oder mit {unit} Leerzeichen je Ebene einrücken.</translation>
        </message>
        <message>
            <source>{place} (“{name}”)</source>
            <translation>{place} („{name}“)</translation>
        </message>
        <message>
            <source>{place}: it is indented too far below its parent.</source>
            <translation>{place}: Die Zeile ist unter ihrem Obergenre zu weit eingerückt.</translation>
        </message>
        <message>
            <source>{place}: the name is empty.</source>
            <translation>{place}: Der Name ist leer.</translation>
        </message>
        <message>
            <source>{place}: “{name}” is spelled “{spelling}” already.</source>
            <translation>{place}: „{name}“ wird schon „{spelling}“ geschrieben.</translation>
        </message>
        <message>
            <source>Your genres in {file} contradict themselves:
{message}</source>
            <translation>Die eigenen Genres in {file} widersprechen sich:
{message}</translation>
        </message>
        <message>
            <source>… and {more} more.</source>
            <translation>… und {more} weitere.</translation>
        </message>
        <message>
            <source>“{name}” is another genre.</source>
            <translation>„{name}“ ist ein anderes Genre.</translation>
        </message>
        <message>
            <source>the name is empty.</source>
            <translation>Der Name ist leer.</translation>
        </message>
        <message>
            <source>its name has spaces around it or a line break in it.</source>
            <translation>Der Name hat Leerzeichen am Rand oder enthält einen Zeilenumbruch.</translation>
        </message>
        <message>
            <source>it stands for “{means}”, which is no genre.</source>
            <translation>Das Genre steht für „{means}“, doch das ist kein Genre.</translation>
        </message>
        <message>
            <source>the genre is there twice, also as “{first}”.</source>
            <translation>Das Genre ist zweimal da, auch als „{first}“.</translation>
        </message>
        <message>
            <source>“{first}” is another spelling of the same genre.</source>
            <translation>„{first}“ ist eine andere Schreibweise desselben Genres.</translation>
        </message>
        <message>
            <source>an alias is empty.</source>
            <translation>Ein anderer Name ist leer.</translation>
        </message>
        <message>
            <source>its alias “{alias}” is the genre “{owner}”.</source>
            <translation>Der andere Name „{alias}“ ist das Genre „{owner}“.</translation>
        </message>
        <message>
            <source>its alias “{alias}” is also one of “{owner}”.</source>
            <translation>Der andere Name „{alias}“ gehört auch zu „{owner}“.</translation>
        </message>
        <message>
            <source>its parent “{parent}” is no genre.</source>
            <translation>Das Obergenre „{parent}“ ist kein Genre.</translation>
        </message>
        <message>
            <source>it would lie below itself: {way}.</source>
            <translation>Das Genre läge unter sich selbst: {way}.</translation>
        </message>
        <message>
            <source>{place}: {problem}</source>
            <translation>{place}: {problem}</translation>
        </message>
        <message>
            <source>Could not read your genres</source>
            <translation>Die eigenen Genres konnten nicht gelesen werden</translation>
        </message>
        <message>
            <source>Your genres in {file} are damaged: {message} Correct the file, or delete it to start with the genres of the app.</source>
            <translation>Die eigenen Genres in {file} sind beschädigt: {message} Die Datei berichtigen oder löschen, um mit den Genres der App anzufangen.</translation>
        </message>
        <message>
            <source>Could not save your genres</source>
            <translation>Die eigenen Genres konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <source>It is no JSON text ({error}).</source>
            <translation>Das ist kein JSON-Text ({error}).</translation>
        </message>
        <message>
            <source>It holds no genres.</source>
            <translation>Sie enthält keine Genres.</translation>
        </message>
        <message>
            <source>“genres” is no list.</source>
            <translation>„genres“ ist keine Liste.</translation>
        </message>
        <message>
            <source>{place}: this is no genre.</source>
            <translation>{place}: Das ist kein Genre.</translation>
        </message>
        <message>
            <source>{place}: it has no name.</source>
            <translation>{place}: Der Name fehlt.</translation>
        </message>
        <message>
            <source>{place}: “parents”</source>
            <translation>{place}: „parents“</translation>
        </message>
        <message>
            <source>{place}: “aliases”</source>
            <translation>{place}: „aliases“</translation>
        </message>
        <message>
            <source>{what} is no list of names.</source>
            <translation>{what} ist keine Liste von Namen.</translation>
        </message>
        <message>
            <source>Entry {number}</source>
            <translation>Eintrag {number}</translation>
        </message>
        <message>
            <source>Start a full scan in Navidrome: from the activity menu, or by “navidrome scan --full”.</source>
            <translation>In Navidrome einen vollständigen Scan starten: im Aktivitätsmenü oder mit „navidrome scan --full“.</translation>
        </message>
        <message>
            <source>In Jellyfin choose “Refresh metadata” for the library, and there “Replace all metadata”.</source>
            <translation>In Jellyfin für die Bibliothek „Metadaten aktualisieren“ wählen und dort „Alle Metadaten ersetzen“.</translation>
        </message>
        <message>
            <source>In Plex choose “Refresh All Metadata” for the library; it shows the files' genres only where the library's advanced settings prefer local metadata.</source>
            <translation>In Plex für die Bibliothek „Alle Metadaten aktualisieren“ wählen; die Genres der Dateien zeigt Plex nur, wenn in den erweiterten Einstellungen der Bibliothek lokale Metadaten bevorzugt werden.</translation>
        </message>
        <message>
            <source>In Kodi choose “Update library” in the music section, or “Scan item to library” on a folder.</source>
            <translation>In Kodi im Bereich Musik „Bibliothek aktualisieren“ wählen oder bei einem Ordner „In Bibliothek aufnehmen“.</translation>
        </message>
        <message>
            <source>In Rekordbox select the tracks and choose “Reload Tag” in the context menu.</source>
            <translation>In Rekordbox die Titel auswählen und im Kontextmenü „Reload Tag“ („Tag neu laden“) wählen.</translation>
        </message>
        <message>
            <source>In Serato open the Files panel and choose “Rescan ID3 Tags”.</source>
            <translation>In Serato den Bereich „Files“ öffnen und „Rescan ID3 Tags“ wählen.</translation>
        </message>
        <message>
            <source>Traktor keeps what it read in a collection of its own; its manual says how a track is read again.</source>
            <translation>Traktor bewahrt Gelesenes in einer eigenen Sammlung auf; wie ein Titel neu gelesen wird, steht in seinem Handbuch.</translation>
        </message>
        <message>
            <source>it is not there</source>
            <translation>nicht vorhanden</translation>
        </message>
        <message>
            <source>it cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>Your library and its data are safe in {folder}.</source>
            <translation>Die Bibliothek und ihre Daten liegen unversehrt in {folder}.</translation>
        </message>
        <message>
            <source>Tagger ended unexpectedly while it started last time. If that happens again, download and install it again; your library and its data stay as they are.</source>
            <translation>Tagger ist beim letzten Start unerwartet beendet worden. Kommt das wieder vor, hilft es, Tagger noch einmal herunterzuladen und neu zu installieren; die Bibliothek und ihre Daten bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>A report is in {path}.</source>
            <translation>Ein Bericht liegt in {path}.</translation>
        </message>
        <message>
            <source>An error in Tagger itself ended it ({kind}).</source>
            <translation>Ein Fehler in Tagger selbst hat es beendet ({kind}).</translation>
        </message>
        <message>
            <source>An error in Tagger itself ended it ({kind}). A report that you may read and send to us is in {path}; nothing was sent.</source>
            <translation>Ein Fehler in Tagger selbst hat es beendet ({kind}). Ein Bericht, der sich lesen und uns schicken lässt, liegt in {path}; gesendet wurde nichts.</translation>
        </message>
        <message>
            <source>Could not read the model {name}</source>
            <translation>Das Modell {name} konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>{path} was not imported: {why}. Choose a model that Tagger exported.</source>
            <translation>{path} wurde nicht importiert: {why}. Ein Modell wählen, das Tagger exportiert hat.</translation>
        </message>
        <message>
            <source>{path} was not imported: it is no file.</source>
            <translation>{path} wurde nicht importiert: Das ist keine Datei.</translation>
        </message>
        <message>
            <source>Could not read {path}</source>
            <translation>{path} konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>There is no file {path}.</source>
            <translation>Die Datei {path} gibt es nicht.</translation>
        </message>
        <message>
            <source>{path} was not imported: it is larger than {limit} MB, so it is no model of Tagger.</source>
            <translation>{path} wurde nicht importiert: Die Datei ist größer als {limit} MB, also kein Modell von Tagger.</translation>
        </message>
        <message>
            <source>it is damaged or no ONNX file</source>
            <translation>Die Datei ist beschädigt oder keine ONNX-Datei</translation>
        </message>
        <message>
            <source>it says something twice</source>
            <translation>Die Datei macht eine Angabe doppelt</translation>
        </message>
        <message>
            <source>its “{key}” holds characters that no text has</source>
            <translation>Die Angabe „{key}“ enthält Zeichen, die in keinem Text stehen</translation>
        </message>
        <message>
            <source>it does not tell its “{key}”</source>
            <translation>Die Angabe „{key}“ fehlt</translation>
        </message>
        <message>
            <source>its “{key}” is far too long</source>
            <translation>Die Angabe „{key}“ ist viel zu lang</translation>
        </message>
        <message>
            <source>its “{key}” is damaged</source>
            <translation>Die Angabe „{key}“ ist beschädigt</translation>
        </message>
        <message>
            <source>it has more than {most:,} genres</source>
            <translation>Es hat mehr als {most:,} Genres</translation>
        </message>
        <message>
            <source>it is written for other operators than Tagger's network</source>
            <translation>Die Datei ist für andere Operatoren geschrieben als das Netz von Tagger</translation>
        </message>
        <message>
            <source>it holds the operator “{name}”, which Tagger's network does not have</source>
            <translation>Die Datei enthält den Operator „{name}“, den das Netz von Tagger nicht hat</translation>
        </message>
        <message>
            <source>its genres are not told by one linear layer</source>
            <translation>Die Genres kommen nicht aus einer einzigen linearen Schicht</translation>
        </message>
        <message>
            <source>its classifier does not fit its list of genres</source>
            <translation>Der Klassifikator passt nicht zur Liste der Genres</translation>
        </message>
        <message>
            <source>its network is not built as Tagger's</source>
            <translation>Das Netz ist nicht gebaut wie das von Tagger</translation>
        </message>
        <message>
            <source>its input is not “{input}” alone</source>
            <translation>Der Eingang ist nicht „{input}“ allein</translation>
        </message>
        <message>
            <source>its outputs are not “{embedding}”, “{logits}” and “{activation}”</source>
            <translation>Die Ausgänge sind nicht „{embedding}“, „{logits}“ und „{activation}“</translation>
        </message>
        <message>
            <source>its inputs and outputs do not have the shapes of Tagger's network</source>
            <translation>Ein- und Ausgänge haben nicht die Form des Netzes von Tagger</translation>
        </message>
        <message>
            <source>it keeps weights in other files</source>
            <translation>Gewichte liegen in anderen Dateien</translation>
        </message>
        <message>
            <source>its weights are of a kind that Tagger's network does not have</source>
            <translation>Die Gewichte sind von einer Art, die das Netz von Tagger nicht hat</translation>
        </message>
        <message>
            <source>its weights are not as many as it claims</source>
            <translation>Die Zahl der Gewichte ist nicht die angegebene</translation>
        </message>
        <message>
            <source>its weights are damaged</source>
            <translation>Die Gewichte sind beschädigt</translation>
        </message>
        <message>
            <source>two of its weights have one name</source>
            <translation>Zwei Gewichte haben denselben Namen</translation>
        </message>
        <message>
            <source>it passes its network off as another one</source>
            <translation>Die Datei gibt ihr Netz als ein anderes aus</translation>
        </message>
        <message>
            <source>it listens to sound in another way than Tagger's network</source>
            <translation>Die Datei hört Ton anders an als das Netz von Tagger</translation>
        </message>
        <message>
            <source>its classifier of music and speech is not that of its network</source>
            <translation>Der Klassifikator für Musik und Sprache ist nicht der dieses Netzes</translation>
        </message>
        <message>
            <source>its classifier says something else than its network</source>
            <translation>Der Klassifikator sagt etwas anderes als das Netz</translation>
        </message>
        <message>
            <source>its statistics are damaged</source>
            <translation>Die Statistik ist beschädigt</translation>
        </message>
        <message>
            <source>It is empty.</source>
            <translation>Der Name ist leer.</translation>
        </message>
        <message>
            <source>It is longer than {most} characters.</source>
            <translation>Der Name ist länger als {most} Zeichen.</translation>
        </message>
        <message>
            <source>Leave out {characters} and what cannot be seen.</source>
            <translation>{characters} und Unsichtbares müssen wegbleiben.</translation>
        </message>
        <message>
            <source>It begins or ends with a dot.</source>
            <translation>Der Name beginnt oder endet mit einem Punkt.</translation>
        </message>
        <message>
            <source>Windows keeps it for a device.</source>
            <translation>Windows hält den Namen für ein Gerät frei.</translation>
        </message>
        <message>
            <source>The model that comes with Tagger has it.</source>
            <translation>So heißt das mitgelieferte Modell.</translation>
        </message>
        <message>
            <source>A model cannot be called “{name}”. {why} Choose another name.</source>
            <translation>Ein Modell kann nicht „{name}“ heißen. {why} Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>There is a model called “{name}” already. Choose another name, or delete that one first.</source>
            <translation>Es gibt schon ein Modell „{name}“. Einen anderen Namen wählen oder das vorhandene zuerst löschen.</translation>
        </message>
        <message>
            <source>Could not import the model {name}</source>
            <translation>Das Modell {name} konnte nicht importiert werden</translation>
        </message>
        <message>
            <source>Could not write {path}: it is a folder. Add a file name.</source>
            <translation>{path} konnte nicht geschrieben werden: Das ist ein Ordner. Einen Dateinamen anfügen.</translation>
        </message>
        <message>
            <source>{path} exists already. Give another name.</source>
            <translation>{path} gibt es schon. Einen anderen Namen angeben.</translation>
        </message>
        <message>
            <source>{path} is the model itself. Give another name.</source>
            <translation>{path} ist das Modell selbst. Einen anderen Namen angeben.</translation>
        </message>
        <message>
            <source>Could not write {path}</source>
            <translation>{path} konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>The model that comes with Tagger cannot be renamed.</source>
            <translation>Das mitgelieferte Modell lässt sich nicht umbenennen.</translation>
        </message>
        <message>
            <source>Could not rename the model {name}</source>
            <translation>Das Modell {name} konnte nicht umbenannt werden</translation>
        </message>
        <message>
            <source>There is a model called “{name}” already.</source>
            <translation>Es gibt schon ein Modell „{name}“.</translation>
        </message>
        <message>
            <source>The model that comes with Tagger cannot be deleted.</source>
            <translation>Das mitgelieferte Modell lässt sich nicht löschen.</translation>
        </message>
        <message>
            <source>The model “{name}” is deleted.</source>
            <translation>Das Modell „{name}“ ist gelöscht.</translation>
        </message>
        <message>
            <source>{deleted} It was in use; from now on the model that comes with Tagger suggests.</source>
            <translation>{deleted} Es wurde verwendet; ab jetzt schlägt das mitgelieferte Modell vor.</translation>
        </message>
        <message>
            <source>There is no model called “{name}”. “tagger models” lists them.</source>
            <translation>Ein Modell „{name}“ gibt es nicht. „tagger models“ listet alle auf.</translation>
        </message>
        <message>
            <source>Could not delete the model {name}</source>
            <translation>Das Modell {name} konnte nicht gelöscht werden</translation>
        </message>
        <message>
            <source>There is no model called '{name}'. Choose another one in the settings.</source>
            <translation>Ein Modell „{name}“ gibt es nicht. In den Einstellungen ein anderes wählen.</translation>
        </message>
        <message>
            <source>Could not list the models</source>
            <translation>Die Modelle konnten nicht aufgelistet werden</translation>
        </message>
        <message>
            <source>It comes with Tagger, as {path}: download and install Tagger again.</source>
            <translation>Es gehört zu Tagger, als {path}: Tagger noch einmal herunterladen und neu installieren.</translation>
        </message>
        <message>
            <source>its list of genres is damaged</source>
            <translation>Die Liste der Genres ist beschädigt</translation>
        </message>
        <message>
            <source>its list of genres names one twice</source>
            <translation>Die Liste der Genres nennt eines doppelt</translation>
        </message>
        <message>
            <source>its input is not called '{input}'</source>
            <translation>Der Eingang heißt nicht „{input}“</translation>
        </message>
        <message>
            <source>its output '{name}' is missing</source>
            <translation>Der Ausgang „{name}“ fehlt</translation>
        </message>
        <message>
            <source>the network does not run</source>
            <translation>Das Netz läuft nicht</translation>
        </message>
        <message>
            <source>the network gives {given} values where its classifier takes {taken}</source>
            <translation>Das Netz gibt {given} Werte aus, wo der Klassifikator {taken} nimmt</translation>
        </message>
        <message>
            <source>it is far too large</source>
            <translation>Die Datei ist viel zu groß</translation>
        </message>
        <message>
            <source>The model {name} is damaged or no ONNX file. Get it again.</source>
            <translation>Das Modell {name} ist beschädigt oder keine ONNX-Datei. Es neu beschaffen.</translation>
        </message>
        <message>
            <source>The model {name} cannot be used: {what}. Choose a model made for Tagger.</source>
            <translation>Das Modell {name} lässt sich nicht verwenden: {what}. Ein für Tagger gemachtes Modell wählen.</translation>
        </message>
        <message>
            <source>it does not tell its '{key}'</source>
            <translation>Die Angabe „{key}“ fehlt</translation>
        </message>
        <message>
            <source>its '{key}' is damaged</source>
            <translation>Die Angabe „{key}“ ist beschädigt</translation>
        </message>
        <message>
            <source>its front end is not described in full</source>
            <translation>Die Tonaufbereitung ist nicht vollständig beschrieben</translation>
        </message>
        <message>
            <source>its front end makes no sense</source>
            <translation>Die Tonaufbereitung ergibt keinen Sinn</translation>
        </message>
        <message>
            <source>its front end is unknown to this version</source>
            <translation>Die Tonaufbereitung ist dieser Version unbekannt</translation>
        </message>
        <message>
            <source>its classifier is damaged</source>
            <translation>Der Klassifikator ist beschädigt</translation>
        </message>
        <message>
            <source>its classifier of music and speech is damaged</source>
            <translation>Der Klassifikator für Musik und Sprache ist beschädigt</translation>
        </message>
        <message>
            <source>The model {name} was not saved: {problem}.</source>
            <translation>Das Modell {name} wurde nicht gespeichert: {problem}.</translation>
        </message>
        <message>
            <source>The model {name} was not saved: with {count:,} genres it is larger than {limit} MB. Teach it fewer genres.</source>
            <translation>Das Modell {name} wurde nicht gespeichert: Mit {count:,} Genres ist es größer als {limit} MB. Es weniger Genres lehren.</translation>
        </message>
        <message>
            <source>Could not save the model {name}</source>
            <translation>Das Modell {name} konnte nicht gespeichert werden</translation>
        </message>
        <message>
            <source>it has a genre without a name</source>
            <translation>Ein Genre hat keinen Namen</translation>
        </message>
        <message>
            <source>the name of its genre “{genre}…” is too long</source>
            <translation>Der Name des Genres „{genre}…“ ist zu lang</translation>
        </message>
        <message>
            <source>the name of its genre “{genre}” holds characters that no name has</source>
            <translation>Der Name des Genres „{genre}“ enthält Zeichen, die kein Name hat</translation>
        </message>
        <message>
            <source>it has the genre “{genre}” twice</source>
            <translation>Das Genre „{genre}“ ist doppelt</translation>
        </message>
        <message>
            <source>it has no genres</source>
            <translation>Es hat keine Genres</translation>
        </message>
        <message>
            <source>The statistics in {name} are damaged. Train the model again.</source>
            <translation>Die Statistik in {name} ist beschädigt. Das Modell neu trainieren.</translation>
        </message>
        <message>
            <source>The model {name} was not saved: what is noted about its examples is too long. Train it on fewer folders and playlists.</source>
            <translation>Das Modell {name} wurde nicht gespeichert: Die Angaben zu seinen Beispielen sind zu lang. Mit weniger Ordnern und Playlists trainieren.</translation>
        </message>
        <message>
            <source>its statistics are not complete</source>
            <translation>Die Statistik ist nicht vollständig</translation>
        </message>
        <message>
            <source>its statistics do not fit its network</source>
            <translation>Die Statistik passt nicht zum Netz</translation>
        </message>
        <message>
            <source>in its statistics {problem}</source>
            <translation>In der Statistik: {problem}</translation>
        </message>
        <message>
            <source>it holds a loop or a branch, which Tagger's network does not have</source>
            <translation>Die Datei enthält eine Schleife oder Verzweigung, die das Netz von Tagger nicht hat</translation>
        </message>
        <message>
            <source>it holds instructions for training, which Tagger's models do not have</source>
            <translation>Die Datei enthält Anweisungen zum Training, die Modelle von Tagger nicht haben</translation>
        </message>
        <message>
            <source>it holds functions of its own, which Tagger's models do not have</source>
            <translation>Die Datei enthält eigene Funktionen, die Modelle von Tagger nicht haben</translation>
        </message>
        <message>
            <source>it has far more parts than Tagger's network</source>
            <translation>Die Datei hat weit mehr Teile als das Netz von Tagger</translation>
        </message>
        <message>
            <source>it holds something that Tagger's models do not have</source>
            <translation>Die Datei enthält etwas, das Modelle von Tagger nicht haben</translation>
        </message>
        <message>
            <source>it is damaged</source>
            <translation>Die Datei ist beschädigt</translation>
        </message>
        <message>
            <source>it is cut off or damaged</source>
            <translation>Die Datei ist abgeschnitten oder beschädigt</translation>
        </message>
        <message>
            <source>A file of Tagger is missing or damaged: {path} ({reason}). Download and install Tagger again.</source>
            <translation>Eine Datei von Tagger fehlt oder ist beschädigt: {path} ({reason}). Tagger noch einmal herunterladen und neu installieren.</translation>
        </message>
        <message>
            <source>Tagger needs the library {library} of your system, which is not installed. On Debian and Ubuntu, “sudo apt install {package}” brings it; then start Tagger again.</source>
            <translation>Tagger braucht die Bibliothek {library} des Systems, die nicht installiert ist. Unter Debian und Ubuntu bringt „sudo apt install {package}“ sie mit; danach Tagger neu starten.</translation>
        </message>
        <message>
            <source>A part of Tagger is missing or damaged: {part} ({reason}). Download and install Tagger again.</source>
            <translation>Ein Teil von Tagger fehlt oder ist beschädigt: {part} ({reason}). Tagger noch einmal herunterladen und neu installieren.</translation>
        </message>
        <message>
            <source>its file {name} is cut short</source>
            <translation>abgeschnitten: {name}</translation>
        </message>
        <message>
            <source>Setting “{name}” must be of type {wanted}, not {value!r}.</source>
            <translation>Die Einstellung „{name}“ muss vom Typ {wanted} sein, nicht {value!r}.</translation>
        </message>
        <message>
            <source>Setting “{name}” must be one of {allowed}, not {value!r}.</source>
            <translation>Die Einstellung „{name}“ muss eines hiervon sein: {allowed} – nicht {value!r}.</translation>
        </message>
        <message>
            <source>Setting “{name}” must be between {low} and {high}, not {value}.</source>
            <translation>Die Einstellung „{name}“ muss zwischen {low} und {high} liegen, nicht bei {value}.</translation>
        </message>
        <message>
            <source>Threads that listen to tracks; 0 takes one per core.</source>
            <translation>Threads, die Titel anhören; 0 nimmt einen je Kern.</translation>
        </message>
        <message>
            <source>Passages of each track that are listened to.</source>
            <translation>Passagen, die von jedem Titel angehört werden.</translation>
        </message>
        <message>
            <source>The most genres suggested for one track, where several are likely.</source>
            <translation>Höchstzahl der Genres, die für einen Titel vorgeschlagen werden, wo mehrere wahrscheinlich sind.</translation>
        </message>
        <message>
            <source>Genres that are never suggested.</source>
            <translation>Genres, die nie vorgeschlagen werden.</translation>
        </message>
        <message>
            <source>Suggest one genre for all tracks of an album; compilations stay track by track.</source>
            <translation>Für alle Titel eines Albums ein Genre vorschlagen; bei Zusammenstellungen weiter je Titel.</translation>
        </message>
        <message>
            <source>What accepting many suggestions writes.</source>
            <translation>Was geschrieben wird, wenn viele Vorschläge auf einmal übernommen werden.</translation>
        </message>
        <message>
            <source>What a genre picked by hand writes.</source>
            <translation>Was geschrieben wird, wenn ein Genre von Hand gewählt wird.</translation>
        </message>
        <message>
            <source>Keep a file's modification time when writing; media servers may not notice the change.</source>
            <translation>Beim Schreiben die Änderungszeit der Datei behalten; Medienserver bemerken die Änderung dann womöglich nicht.</translation>
        </message>
        <message>
            <source>Whether undo brings a file's old modification time back, or gives a new one, which media servers notice.</source>
            <translation>Ob das Rückgängigmachen die alte Änderungszeit zurückbringt oder eine neue setzt, die Medienserver bemerken.</translation>
        </message>
        <message>
            <source>Also write files that share their data with a hard link.</source>
            <translation>Auch Dateien schreiben, die ihre Daten mit einem Hardlink teilen.</translation>
        </message>
        <message>
            <source>Also change the genre of an MP3's second tag (APEv2) where it says something else.</source>
            <translation>Bei MP3 auch das Genre des zweiten Tags (APEv2) ändern, wo er etwas anderes sagt.</translation>
        </message>
        <message>
            <source>What joins several genres in an ID3v2.3 tag; empty keeps them apart as most players read it.</source>
            <translation>Was mehrere Genres in einem ID3v2.3-Tag verbindet; leer bleiben sie getrennt, wie die meisten Player es lesen.</translation>
        </message>
        <message>
            <source>Also write what was heard into the field TAGGER_GENRES, so that it travels with the file.</source>
            <translation>Das Gehörte auch in das Feld TAGGER_GENRES schreiben, damit es mit der Datei mitwandert.</translation>
        </message>
        <message>
            <source>Folders in which no file is ever written, by no command and no button.</source>
            <translation>Ordner, in denen nie eine Datei geschrieben wird, von keinem Befehl und keinem Knopf.</translation>
        </message>
        <message>
            <source>Genre values that count as no genre at all; so do a number such as (12) and a year.</source>
            <translation>Angaben, die als gar kein Genre gelten; ebenso eine Zahl wie (12) und ein Jahr.</translation>
        </message>
        <message>
            <source>The program that reads your music; this sets how several genres are written.</source>
            <translation>Das Programm, das die Musik liest; danach richtet sich, wie mehrere Genres geschrieben werden.</translation>
        </message>
        <message>
            <source>What joins several genres for Rekordbox, Serato and Traktor, which show one value; empty writes the narrowest genre alone.</source>
            <translation>Was mehrere Genres für Rekordbox, Serato und Traktor verbindet, die nur einen Wert zeigen; leer wird nur das engste Genre geschrieben.</translation>
        </message>
        <message>
            <source>Your own way: the most genres written into one file; 0 writes all.</source>
            <translation>Eigene Weise: höchstens so viele Genres in einer Datei; 0 heißt alle.</translation>
        </message>
        <message>
            <source>Your own way: which of two genres comes first where one lies below the other.</source>
            <translation>Eigene Weise: welches von zwei Genres zuerst steht, wenn das eine unter dem anderen liegt.</translation>
        </message>
        <message>
            <source>Your own way: what joins several genres to one value; empty keeps them separate values.</source>
            <translation>Eigene Weise: was mehrere Genres zu einem Wert verbindet; leer bleiben es getrennte Werte.</translation>
        </message>
        <message>
            <source>Your own way: a field for narrower genres; the genre field then gets the broad ones.</source>
            <translation>Eigene Weise: ein Feld für engere Genres; das Genrefeld bekommt dann die weiten.</translation>
        </message>
        <message>
            <source>Show on its own what is new, changed, moved or deleted in the folders of the library.</source>
            <translation>Von selbst zeigen, was in den Ordnern der Bibliothek neu, geändert, verschoben oder gelöscht ist.</translation>
        </message>
        <message>
            <source>Look through the folders when Tagger starts and when you come back to its window; needed for network shares, which tell of no change.</source>
            <translation>Die Ordner durchsuchen, wenn Tagger startet und wenn sein Fenster wieder nach vorn kommt; nötig bei Netzfreigaben, die keine Änderung melden.</translation>
        </message>
        <message>
            <source>Listen to new tracks when you have not used Tagger for five minutes, and pause when you come back. What other programs do is not looked at.</source>
            <translation>Neue Titel anhören, wenn Tagger fünf Minuten nicht benutzt wurde, und bei der Rückkehr pausieren. Was andere Programme tun, wird nicht beachtet.</translation>
        </message>
        <message>
            <source>What happens on battery before the library is listened to.</source>
            <translation>Was im Akkubetrieb geschieht, bevor die Bibliothek angehört wird.</translation>
        </message>
        <message>
            <source>The model in use; empty is the bundled one.</source>
            <translation>Das verwendete Modell; leer ist es das mitgelieferte.</translation>
        </message>
        <message>
            <source>Light, dark, or as the system has it.</source>
            <translation>Hell, dunkel oder wie im System eingestellt.</translation>
        </message>
        <message>
            <source>The language of the window; another one is used from the next start on.</source>
            <translation>Die Sprache des Fensters; eine andere gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Could not read the settings</source>
            <translation>Die Einstellungen konnten nicht gelesen werden</translation>
        </message>
        <message>
            <source>The settings file {file} is damaged ({error}). Correct it, or delete it to start with the defaults.</source>
            <translation>Die Einstellungsdatei {file} ist beschädigt ({error}). Sie berichtigen oder löschen, um mit den Voreinstellungen anzufangen.</translation>
        </message>
        <message>
            <source>The settings file {file} is damaged: it holds no options. Correct it, or delete it to start with the defaults.</source>
            <translation>Die Einstellungsdatei {file} ist beschädigt: Sie enthält keine Einstellungen. Sie berichtigen oder löschen, um mit den Voreinstellungen anzufangen.</translation>
        </message>
        <message>
            <source>Could not save the settings</source>
            <translation>Die Einstellungen konnten nicht gespeichert werden</translation>
        </message>
        <message>
            <source>it has too many Musepack packets in front of its sound</source>
            <translation>Vor dem Ton stehen zu viele Musepack-Pakete</translation>
        </message>
        <message>
            <source>it does not tell the form of its sound</source>
            <translation>Die Form des Tons ist nicht angegeben</translation>
        </message>
        <message>
            <source>it does not start like an AIFF file</source>
            <translation>Die Datei beginnt nicht wie eine AIFF-Datei</translation>
        </message>
        <message>
            <source>it would grow beyond the 4 GB that an AIFF file can hold</source>
            <translation>Die Datei würde größer als die 4 GB, die eine AIFF-Datei fassen kann</translation>
        </message>
        <message>
            <source>its APEv2 tag has no header where its footer promises one</source>
            <translation>Der APEv2-Tag hat keinen Kopf, wo sein Fuß einen verspricht</translation>
        </message>
        <message>
            <source>its APEv2 tag has a header that its footer does not know of</source>
            <translation>Der APEv2-Tag hat einen Kopf, von dem sein Fuß nichts weiß</translation>
        </message>
        <message>
            <source>its APEv2 tag has no footer where its header promises one</source>
            <translation>Der APEv2-Tag hat keinen Fuß, wo sein Kopf einen verspricht</translation>
        </message>
        <message>
            <source>the header and the footer of its APEv2 tag contradict each other</source>
            <translation>Kopf und Fuß des APEv2-Tags widersprechen sich</translation>
        </message>
        <message>
            <source>its APEv2 tag has a size that is not valid</source>
            <translation>Der APEv2-Tag hat eine ungültige Größe</translation>
        </message>
        <message>
            <source>its APEv2 tag marks {field} as read-only</source>
            <translation>Der APEv2-Tag kennzeichnet {field} als schreibgeschützt</translation>
        </message>
        <message>
            <source>its APEv2 item {field} does not hold text</source>
            <translation>Der APEv2-Eintrag {field} enthält keinen Text</translation>
        </message>
        <message>
            <source>its APEv2 tag would grow beyond 16 MB, which players do not read</source>
            <translation>Der APEv2-Tag würde größer als 16 MB, was Player nicht lesen</translation>
        </message>
        <message>
            <source>its ID3v1 tag is damaged</source>
            <translation>Der ID3v1-Tag ist beschädigt</translation>
        </message>
        <message>
            <source>the items of its APEv2 tag are damaged</source>
            <translation>Die Einträge des APEv2-Tags sind beschädigt</translation>
        </message>
        <message>
            <source>its APEv2 tag does not hold as many items as it says</source>
            <translation>Der APEv2-Tag enthält nicht so viele Einträge, wie er angibt</translation>
        </message>
        <message>
            <source>it does not start like a WMA file</source>
            <translation>Die Datei beginnt nicht wie eine WMA-Datei</translation>
        </message>
        <message>
            <source>it has no audio data</source>
            <translation>Die Datei enthält keine Tondaten</translation>
        </message>
        <message>
            <source>its header has a size that is not valid</source>
            <translation>Der Kopf der Datei hat eine ungültige Größe</translation>
        </message>
        <message>
            <source>it carries a digital signature, which any change would break</source>
            <translation>Die Datei trägt eine digitale Signatur, die jede Änderung ungültig machen würde</translation>
        </message>
        <message>
            <source>its sound is cut short</source>
            <translation>Der Ton ist abgeschnitten</translation>
        </message>
        <message>
            <source>its attribute {name} does not hold text</source>
            <translation>Das Attribut {name} enthält keinen Text</translation>
        </message>
        <message>
            <source>a list of its attributes is cut short</source>
            <translation>Eine Liste von Attributen ist abgeschnitten</translation>
        </message>
        <message>
            <source>one of its attributes claims to be longer than all of them</source>
            <translation>Ein Attribut gibt an, länger als alle zusammen zu sein</translation>
        </message>
        <message>
            <source>its attribute {name} would be longer than the 64 kB that WMA allows</source>
            <translation>Das Attribut {name} würde länger als die 64 kB, die WMA erlaubt</translation>
        </message>
        <message>
            <source>it holds as many attributes as a WMA file may</source>
            <translation>Die Datei enthält schon so viele Attribute, wie eine WMA-Datei darf</translation>
        </message>
        <message>
            <source>its file properties are cut short</source>
            <translation>Die Dateieigenschaften sind abgeschnitten</translation>
        </message>
        <message>
            <source>its header does not hold as many objects as it says</source>
            <translation>Der Kopf enthält nicht so viele Objekte, wie er angibt</translation>
        </message>
        <message>
            <source>its header extension has a size that is not valid</source>
            <translation>Die Erweiterung des Kopfs hat eine ungültige Größe</translation>
        </message>
        <message>
            <source>its header extension holds another one, which none may</source>
            <translation>Die Erweiterung des Kopfs enthält noch eine, was nicht erlaubt ist</translation>
        </message>
        <message>
            <source>an object in its header has a size that is not valid</source>
            <translation>Ein Objekt im Kopf hat eine ungültige Größe</translation>
        </message>
        <message>
            <source>it does not start like a DSF file</source>
            <translation>Die Datei beginnt nicht wie eine DSF-Datei</translation>
        </message>
        <message>
            <source>it has no format or no audio data</source>
            <translation>Formatangabe oder Tondaten fehlen</translation>
        </message>
        <message>
            <source>it ends in the middle of its sound, as if it had not been copied completely</source>
            <translation>Die Datei endet mitten im Ton, als wäre sie nicht vollständig kopiert worden</translation>
        </message>
        <message>
            <source>its ID3 tag is not announced in its header</source>
            <translation>Der ID3-Tag ist im Kopf nicht angekündigt</translation>
        </message>
        <message>
            <source>its header places its ID3 tag amid the sound</source>
            <translation>Der Kopf verlegt den ID3-Tag mitten in den Ton</translation>
        </message>
        <message>
            <source>no ID3 tag stands where its header says</source>
            <translation>Wo der Kopf einen ID3-Tag angibt, steht keiner</translation>
        </message>
        <message>
            <source>its ID3 tag has a size that is not valid</source>
            <translation>Der ID3-Tag hat eine ungültige Größe</translation>
        </message>
        <message>
            <source>its ID3 tag claims to be longer than the whole file</source>
            <translation>Der ID3-Tag gibt an, länger als die ganze Datei zu sein</translation>
        </message>
        <message>
            <source>it does not start like a FLAC file</source>
            <translation>Die Datei beginnt nicht wie eine FLAC-Datei</translation>
        </message>
        <message>
            <source>one of its metadata blocks is longer than the whole file</source>
            <translation>Ein Metadatenblock ist länger als die ganze Datei</translation>
        </message>
        <message>
            <source>it has no STREAMINFO block</source>
            <translation>Der STREAMINFO-Block fehlt</translation>
        </message>
        <message>
            <source>no FLAC frame follows its metadata</source>
            <translation>Auf die Metadaten folgt kein FLAC-Frame</translation>
        </message>
        <message>
            <source>it holds two comment blocks, which no FLAC file may</source>
            <translation>Die Datei enthält zwei Kommentarblöcke, was bei FLAC nicht erlaubt ist</translation>
        </message>
        <message>
            <source>its comments would grow beyond the 16 MB that FLAC allows</source>
            <translation>Die Kommentare würden größer als die 16 MB, die FLAC erlaubt</translation>
        </message>
        <message>
            <source>its ID3 tag has version 2.{version}, which nobody defined</source>
            <translation>Der ID3-Tag hat die Version 2.{version}, die es nicht gibt</translation>
        </message>
        <message>
            <source>the frames of its ID3 tag are damaged</source>
            <translation>Die Frames des ID3-Tags sind beschädigt</translation>
        </message>
        <message>
            <source>its ID3 tag is compressed in a way that nobody defined</source>
            <translation>Der ID3-Tag ist auf eine Weise komprimiert, die es nicht gibt</translation>
        </message>
        <message>
            <source>its ID3 tag is cut short</source>
            <translation>Der ID3-Tag ist abgeschnitten</translation>
        </message>
        <message>
            <source>the extended header of its ID3 tag is longer than the tag</source>
            <translation>Der erweiterte Kopf des ID3-Tags ist länger als der Tag</translation>
        </message>
        <message>
            <source>its ID3 tag carries a checksum of an unknown kind</source>
            <translation>Der ID3-Tag trägt eine Prüfsumme unbekannter Art</translation>
        </message>
        <message>
            <source>the checksum of its ID3 tag does not fit the tag</source>
            <translation>Die Prüfsumme des ID3-Tags passt nicht zum Tag</translation>
        </message>
        <message>
            <source>its ID3 tag would grow beyond the 256 MB that ID3 allows</source>
            <translation>Der ID3-Tag würde größer als die 256 MB, die ID3 erlaubt</translation>
        </message>
        <message>
            <source>its genre is encrypted</source>
            <translation>Das Genre ist verschlüsselt</translation>
        </message>
        <message>
            <source>a compressed frame of its ID3 tag is damaged</source>
            <translation>Ein komprimierter Frame des ID3-Tags ist beschädigt</translation>
        </message>
        <message>
            <source>a frame of its ID3 tag has an unknown encoding</source>
            <translation>Ein Frame des ID3-Tags hat eine unbekannte Kodierung</translation>
        </message>
        <message>
            <source>a text in its ID3 tag is damaged</source>
            <translation>Ein Text im ID3-Tag ist beschädigt</translation>
        </message>
        <message>
            <source>its ID3 tag has no room for so long a genre</source>
            <translation>Der ID3-Tag hat keinen Platz für ein so langes Genre</translation>
        </message>
        <message>
            <source>it has more chunks than any program would write</source>
            <translation>Die Datei hat mehr Chunks, als ein Programm schreiben würde</translation>
        </message>
        <message>
            <source>a chunk of odd length lacks its pad byte, so that programs disagree about what follows it</source>
            <translation>Einem Chunk ungerader Länge fehlt das Füllbyte, sodass Programme uneins sind, was auf ihn folgt</translation>
        </message>
        <message>
            <source>some of its bytes belong to no chunk</source>
            <translation>Einige Bytes gehören zu keinem Chunk</translation>
        </message>
        <message>
            <source>the size in its header contradicts the sizes of its chunks</source>
            <translation>Die Größe im Kopf widerspricht den Größen der Chunks</translation>
        </message>
        <message>
            <source>it ends in the middle of a chunk, as if it had not been copied completely</source>
            <translation>Die Datei endet mitten in einem Chunk, als wäre sie nicht vollständig kopiert worden</translation>
        </message>
        <message>
            <source>its sound lies in several chunks</source>
            <translation>Der Ton liegt in mehreren Chunks</translation>
        </message>
        <message>
            <source>it holds two ID3 tags, and programs disagree about which one counts</source>
            <translation>Die Datei enthält zwei ID3-Tags, und Programme sind uneins, welcher gilt</translation>
        </message>
        <message>
            <source>chunks stand behind the end that its header states</source>
            <translation>Hinter dem Ende, das der Kopf angibt, stehen noch Chunks</translation>
        </message>
        <message>
            <source>its ID3 chunk holds no ID3 tag</source>
            <translation>Der ID3-Chunk enthält keinen ID3-Tag</translation>
        </message>
        <message>
            <source>its ID3 tag claims to be longer than the chunk that holds it</source>
            <translation>Der ID3-Tag gibt an, länger als der Chunk zu sein, in dem er steht</translation>
        </message>
        <message>
            <source>a chunk that holds its genre is too large to be changed</source>
            <translation>Ein Chunk mit dem Genre ist zu groß, um geändert zu werden</translation>
        </message>
        <message>
            <source>its recorder never noted how long its sound is, so what follows the sound cannot be told from it; open and save it in an audio editor first</source>
            <translation>Bei der Aufnahme wurde nie vermerkt, wie lang der Ton ist; was auf ihn folgt, lässt sich daher nicht von ihm unterscheiden. Die Datei zuerst in einem Audioprogramm öffnen und speichern</translation>
        </message>
        <message>
            <source>it does not start like an MP4 file</source>
            <translation>Die Datei beginnt nicht wie eine MP4-Datei</translation>
        </message>
        <message>
            <source>its moov atom, which says where the sound is, is missing</source>
            <translation>Das Atom moov, das sagt, wo der Ton steht, fehlt</translation>
        </message>
        <message>
            <source>an MP4 atom is cut short</source>
            <translation>Ein MP4-Atom ist abgeschnitten</translation>
        </message>
        <message>
            <source>an MP4 atom is longer than the file or atom that holds it</source>
            <translation>Ein MP4-Atom ist länger als die Datei oder das Atom, in dem es steht</translation>
        </message>
        <message>
            <source>a field of its own is not written as UTF-8 text, so it cannot be read</source>
            <translation>Ein eigenes Feld ist kein Text in UTF-8 und lässt sich daher nicht lesen</translation>
        </message>
        <message>
            <source>its genre is not written as UTF-8 text, so it cannot be read</source>
            <translation>Das Genre ist kein Text in UTF-8 und lässt sich daher nicht lesen</translation>
        </message>
        <message>
            <source>it holds several {atom} atoms</source>
            <translation>Die Datei enthält mehrere Atome {atom}</translation>
        </message>
        <message>
            <source>its metadata is of another kind than iTunes'</source>
            <translation>Die Metadaten sind von anderer Art als die von iTunes</translation>
        </message>
        <message>
            <source>its metadata would grow beyond 4 GB</source>
            <translation>Die Metadaten würden größer als 4 GB</translation>
        </message>
        <message>
            <source>it is a fragmented MP4 without room for a longer genre</source>
            <translation>Das ist ein fragmentiertes MP4 ohne Platz für ein längeres Genre</translation>
        </message>
        <message>
            <source>it has tables of offsets that Tagger does not move</source>
            <translation>Die Datei hat Positionstabellen, die Tagger nicht verschiebt</translation>
        </message>
        <message>
            <source>part of its sound lies in another file</source>
            <translation>Ein Teil des Tons liegt in einer anderen Datei</translation>
        </message>
        <message>
            <source>a table of chunk offsets is cut short</source>
            <translation>Eine Tabelle der Chunk-Positionen ist abgeschnitten</translation>
        </message>
        <message>
            <source>its sound would move beyond what its tables can say</source>
            <translation>Der Ton würde weiter rücken, als die Tabellen angeben können</translation>
        </message>
        <message>
            <source>the ID3 tag at its end does not know of its own footer</source>
            <translation>Der ID3-Tag am Ende weiß nichts von seinem eigenen Fuß</translation>
        </message>
        <message>
            <source>another tag stands in front of its ID3 tag</source>
            <translation>Vor dem ID3-Tag steht ein anderer Tag</translation>
        </message>
        <message>
            <source>its APEv2 tag is damaged, and a new ID3 tag would hide it</source>
            <translation>Der APEv2-Tag ist beschädigt, und ein neuer ID3-Tag würde ihn verdecken</translation>
        </message>
        <message>
            <source>it holds several streams side by side</source>
            <translation>Die Datei enthält mehrere Ströme nebeneinander</translation>
        </message>
        <message>
            <source>no sound that Tagger knows starts in its first Ogg page</source>
            <translation>In der ersten Ogg-Seite beginnt kein Ton, den Tagger kennt</translation>
        </message>
        <message>
            <source>it is a chain of several Ogg streams, each with its own comments</source>
            <translation>Das ist eine Kette mehrerer Ogg-Ströme, jeder mit eigenen Kommentaren</translation>
        </message>
        <message>
            <source>its first Ogg page holds more than one packet</source>
            <translation>Die erste Ogg-Seite enthält mehr als ein Paket</translation>
        </message>
        <message>
            <source>its second Ogg packet holds no comments</source>
            <translation>Das zweite Ogg-Paket enthält keine Kommentare</translation>
        </message>
        <message>
            <source>its Speex header makes no sense</source>
            <translation>Der Speex-Kopf ergibt keinen Sinn</translation>
        </message>
        <message>
            <source>its first Ogg packet is cut short</source>
            <translation>Das erste Ogg-Paket ist abgeschnitten</translation>
        </message>
        <message>
            <source>its sound starts before its last metadata block</source>
            <translation>Der Ton beginnt vor dem letzten Metadatenblock</translation>
        </message>
        <message>
            <source>its sound does not start on a page of its own</source>
            <translation>Der Ton beginnt nicht auf einer eigenen Seite</translation>
        </message>
        <message>
            <source>it has more header packets than Tagger writes</source>
            <translation>Die Datei hat mehr Kopfpakete, als Tagger schreibt</translation>
        </message>
        <message>
            <source>an Ogg page is missing or damaged</source>
            <translation>Eine Ogg-Seite fehlt oder ist beschädigt</translation>
        </message>
        <message>
            <source>its last Ogg page is cut short</source>
            <translation>Die letzte Ogg-Seite ist abgeschnitten</translation>
        </message>
        <message>
            <source>one of its Ogg pages has a wrong checksum</source>
            <translation>Eine Ogg-Seite hat eine falsche Prüfsumme</translation>
        </message>
        <message>
            <source>it ends in the middle of its own structure</source>
            <translation>Die Datei endet mitten in ihrem Aufbau</translation>
        </message>
        <message>
            <source>it holds two APEv2 tags, which programs choose from differently</source>
            <translation>Die Datei enthält zwei APEv2-Tags, aus denen Programme verschieden wählen</translation>
        </message>
        <message>
            <source>its APEv2 tag stands where few programs look for it</source>
            <translation>Der APEv2-Tag steht, wo ihn wenige Programme suchen</translation>
        </message>
        <message>
            <source>few programs would find an APEv2 tag in front of its other tags</source>
            <translation>Einen APEv2-Tag vor den anderen Tags fänden nur wenige Programme</translation>
        </message>
        <message>
            <source>its genre stands in an ID3v1 tag alone, which Tagger leaves alone</source>
            <translation>Das Genre steht nur in einem ID3v1-Tag, den Tagger nicht anrührt</translation>
        </message>
        <message>
            <source>something that is no WavPack block follows its sound</source>
            <translation>Auf den Ton folgt etwas, das kein WavPack-Block ist</translation>
        </message>
        <message>
            <source>its version of WavPack is not one that Tagger knows</source>
            <translation>Diese Version von WavPack kennt Tagger nicht</translation>
        </message>
        <message>
            <source>its last WavPack block is cut short</source>
            <translation>Der letzte WavPack-Block ist abgeschnitten</translation>
        </message>
        <message>
            <source>it does not start like a Monkey's Audio file</source>
            <translation>Die Datei beginnt nicht wie eine Monkey’s-Audio-Datei</translation>
        </message>
        <message>
            <source>its version of Musepack is not one that Tagger knows</source>
            <translation>Diese Version von Musepack kennt Tagger nicht</translation>
        </message>
        <message>
            <source>one of its Musepack packets is cut short</source>
            <translation>Ein Musepack-Paket ist abgeschnitten</translation>
        </message>
        <message>
            <source>something that is no Musepack packet follows its sound</source>
            <translation>Auf den Ton folgt etwas, das kein Musepack-Paket ist</translation>
        </message>
        <message>
            <source>one of its Musepack packets is damaged</source>
            <translation>Ein Musepack-Paket ist beschädigt</translation>
        </message>
        <message>
            <source>its comments are cut short</source>
            <translation>Die Kommentare sind abgeschnitten</translation>
        </message>
        <message>
            <source>one of its comments claims to be longer than all of them</source>
            <translation>Ein Kommentar gibt an, länger als alle zusammen zu sein</translation>
        </message>
        <message>
            <source>it does not start like a WAV file</source>
            <translation>Die Datei beginnt nicht wie eine WAV-Datei</translation>
        </message>
        <message>
            <source>it would grow beyond the 4 GB that a WAV file can hold</source>
            <translation>Die Datei würde größer als die 4 GB, die eine WAV-Datei fassen kann</translation>
        </message>
        <message>
            <source>it does not tell its size, since its ds64 chunk is missing</source>
            <translation>Die Größe ist nicht angegeben, denn der Chunk ds64 fehlt</translation>
        </message>
        <message>
            <source>its INFO list, which holds a genre, is damaged</source>
            <translation>Die INFO-Liste, in der ein Genre steht, ist beschädigt</translation>
        </message>
        <message>
            <source>it holds no sound</source>
            <translation>Die Datei enthält keinen Ton</translation>
        </message>
        <message>
            <source>The undo record of this write is damaged.</source>
            <translation>Die Aufzeichnung zum Rückgängigmachen dieses Schreibvorgangs ist beschädigt.</translation>
        </message>
        <message>
            <source>The undo record was made by a newer version of Tagger.</source>
            <translation>Die Aufzeichnung zum Rückgängigmachen stammt von einer neueren Version von Tagger.</translation>
        </message>
        <message>
            <source>No genre was chosen.</source>
            <translation>Es wurde kein Genre gewählt.</translation>
        </message>
        <message>
            <source>Its genre “{exact}” says the same more exactly.</source>
            <translation>Das vorhandene Genre „{exact}“ sagt dasselbe genauer.</translation>
        </message>
        <message>
            <source>It says so already.</source>
            <translation>So steht es schon in der Datei.</translation>
        </message>
        <message>
            <source>It has a genre, and only files without one are filled.</source>
            <translation>Die Datei hat ein Genre, und gefüllt werden nur leere.</translation>
        </message>
        <message>
            <source>Nothing is left of its genre.</source>
            <translation>Vom Genre bleibt nichts übrig.</translation>
        </message>
        <message>
            <source>{genre} counts as no genre.</source>
            <translation>{genre} gilt nicht als Genre.</translation>
        </message>
        <message>
            <source>{genres} count as no genre.</source>
            <translation>{genres} gelten nicht als Genre.</translation>
        </message>
        <message>
            <source>can't sync to MPEG frame</source>
            <translation>kein MPEG-Frame gefunden</translation>
        </message>
        <message>
            <source>no appropriate stream found</source>
            <translation>kein passender Tonstrom gefunden</translation>
        </message>
        <message>
            <source>not a MP4 file</source>
            <translation>keine MP4-Datei</translation>
        </message>
        <message>
            <source>Not enough data</source>
            <translation>zu wenig Daten</translation>
        </message>
        <message>
            <source>Stream info block not found</source>
            <translation>der Block mit den Angaben zum Ton fehlt</translation>
        </message>
        <message>
            <source>track has no audio data</source>
            <translation>die Tonspur enthält keine Tondaten</translation>
        </message>
        <message>
            <source>{name} is not an audio file that Tagger knows.</source>
            <translation>{name} ist keine Audiodatei, die Tagger kennt.</translation>
        </message>
        <message>
            <source>{path} is not a regular file.</source>
            <translation>{path} ist keine gewöhnliche Datei.</translation>
        </message>
        <message>
            <source>{name} is empty (0 bytes). Was it copied or downloaded completely?</source>
            <translation>{name} ist leer (0 Byte). Wurde die Datei vollständig kopiert oder heruntergeladen?</translation>
        </message>
        <message>
            <source>{name} holds nothing but zeros. Was it copied or downloaded completely?</source>
            <translation>{name} enthält nur Nullen. Wurde die Datei vollständig kopiert oder heruntergeladen?</translation>
        </message>
        <message>
            <source>{name} is named like a {format} file, but its content is {content}.</source>
            <translation>{name} heißt wie eine {format}-Datei, der Inhalt ist aber {content}.</translation>
        </message>
        <message>
            <source>{name} is named like an {format} file, but its content is {content}.</source>
            <translation>{name} heißt wie eine {format}-Datei, der Inhalt ist aber {content}.</translation>
        </message>
        <message>
            <source>{name} is damaged, or no {format} file: {message}.</source>
            <translation>{name} ist beschädigt oder keine {format}-Datei: {message}.</translation>
        </message>
        <message>
            <source>{name} cannot be read: {message}.</source>
            <translation>{name} lässt sich nicht lesen: {message}.</translation>
        </message>
        <message>
            <source>{name} is damaged, or no {format} file ({reason}).</source>
            <translation>{name} ist beschädigt oder keine {format}-Datei ({reason}).</translation>
        </message>
        <message>
            <source>{name} is read-only, so it was left as it is. Allow writing to it first.</source>
            <translation>{name} ist schreibgeschützt und blieb unverändert. Zuerst das Schreiben erlauben.</translation>
        </message>
        <message>
            <source>{name} has {count} names (hard links); writing it would give this name a file of its own. It was left as it is. Allow that in the settings to write it.</source>
            <translation>{name} hat {count} Namen (Hardlinks); beim Schreiben bekäme dieser Name eine eigene Datei. Die Datei blieb unverändert. Um sie zu schreiben, das in den Einstellungen erlauben.</translation>
        </message>
        <message>
            <source>its genre stands where Tagger cannot change it</source>
            <translation>Das Genre steht, wo Tagger es nicht ändern kann</translation>
        </message>
        <message>
            <source>Could not make sure that the new {name} is on its disk</source>
            <translation>Es ließ sich nicht sicherstellen, dass die neue Datei {name} auf dem Datenträger ist</translation>
        </message>
        <message>
            <source>Could not write {name}</source>
            <translation>{name} konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>{name} was left as it is: {reason}.</source>
            <translation>{name} blieb unverändert: {reason}.</translation>
        </message>
        <message>
            <source>{name} was left as it is: its content could not be checked ({error}).</source>
            <translation>{name} blieb unverändert: Der Inhalt ließ sich nicht prüfen ({error}).</translation>
        </message>
        <message>
            <source>its undo could not be proven</source>
            <translation>Es ließ sich nicht beweisen, dass der Schreibvorgang rückgängig zu machen ist</translation>
        </message>
        <message>
            <source>the copy does not sound the same</source>
            <translation>Die Kopie klingt nicht gleich</translation>
        </message>
        <message>
            <source>There is no room for a copy of {name} on its disk. Free some space and try again.</source>
            <translation>Auf dem Datenträger ist kein Platz für eine Kopie von {name}. Platz schaffen und erneut versuchen.</translation>
        </message>
        <message>
            <source>{name} was changed by another program just now. It was left as it is; scan it again.</source>
            <translation>{name} wurde gerade von einem anderen Programm geändert. Die Datei blieb, wie sie ist; sie neu durchsuchen lassen.</translation>
        </message>
        <message>
            <source>{name}: {message}</source>
            <translation>{name}: {message}</translation>
        </message>
        <message>
            <source>The undo record of {name} is damaged.</source>
            <translation>Die Aufzeichnung zum Rückgängigmachen von {name} ist beschädigt.</translation>
        </message>
        <message>
            <source>{name} is already as it was before.</source>
            <translation>{name} ist schon wieder wie vorher.</translation>
        </message>
        <message>
            <source>{name} was changed since and cannot be read any more.</source>
            <translation>{name} wurde seither geändert und lässt sich nicht mehr lesen.</translation>
        </message>
        <message>
            <source>The sound of {name} was changed since, so it is left alone.</source>
            <translation>Der Ton von {name} wurde seither geändert; die Datei bleibt daher unberührt.</translation>
        </message>
        <message>
            <source>Another program changed the tags of {name} since; only the genre can be brought back.</source>
            <translation>Ein anderes Programm hat die Tags von {name} seither geändert; nur das Genre lässt sich zurückbringen.</translation>
        </message>
        <message>
            <source>undo did not give the file of before</source>
            <translation>Das Rückgängigmachen ergab nicht die frühere Datei</translation>
        </message>
        <message>
            <source>{name} was changed since it was scanned; scan it again.</source>
            <translation>{name} wurde seit dem Durchsuchen geändert; die Datei neu durchsuchen lassen.</translation>
        </message>
        <message>
            <source>{reason} It was left as it is.</source>
            <translation>{reason} Die Datei blieb unverändert.</translation>
        </message>
        <message>
            <source>Could not find {path}</source>
            <translation>{path} wurde nicht gefunden</translation>
        </message>
        <message>
            <source>Could not open {path}</source>
            <translation>{path} konnte nicht geöffnet werden</translation>
        </message>
        <message>
            <source>{message} A hidden copy beside it could not be removed; Tagger removes it at its next start.</source>
            <translation>{message} Eine versteckte Kopie daneben ließ sich nicht entfernen; Tagger entfernt sie beim nächsten Start.</translation>
        </message>
        <message>
            <source>Tagger cannot write {format} files yet; its genre was left as it is.</source>
            <translation>{format}-Dateien kann Tagger noch nicht schreiben; das Genre blieb unverändert.</translation>
        </message>
        <message>
            <source>{value!r} cannot be a genre: it is empty or holds control characters.</source>
            <translation>{value!r} kann kein Genre sein: Es ist leer oder enthält Steuerzeichen.</translation>
        </message>
        <message>
            <source>{format} files cannot hold the genre '{genres}'</source>
            <translation>{format}-Dateien können das Genre „{genres}“ nicht aufnehmen</translation>
        </message>
        <message>
            <source>a field besides its genre would not read back</source>
            <translation>Ein Feld neben dem Genre ließe sich nicht zurücklesen</translation>
        </message>
        <message>
            <source>the genre of its second tag would not read back</source>
            <translation>Das Genre des zweiten Tags ließe sich nicht zurücklesen</translation>
        </message>
        <message>
            <source>its other fields would read differently</source>
            <translation>Andere Felder läsen sich danach anders</translation>
        </message>
        <message>
            <source>its sound would get another name</source>
            <translation>Der Ton bekäme eine andere Kennung</translation>
        </message>
        <message>
            <source>something besides its genre would change</source>
            <translation>Außer dem Genre würde sich noch etwas ändern</translation>
        </message>
        <message>
            <source>longer than {most} MiB</source>
            <translation>länger als {most} MiB</translation>
        </message>
        <message>
            <source>{path} is {how}, which is too much for a file of playlists. Export the playlists that you want one by one.</source>
            <translation>{path} ist {how}; das ist zu viel für eine Datei mit Playlists. Die gewünschten Playlists einzeln exportieren.</translation>
        </message>
        <message>
            <source>{path} cannot be read as {kind}: {what}. Export it again.</source>
            <translation>{path} lässt sich nicht als {kind} lesen: {what}. Die Datei neu exportieren.</translation>
        </message>
        <message>
            <source>{path} is no file of playlists that Tagger knows. It reads M3U, Rekordbox XML, Serato crates and Traktor NML.</source>
            <translation>{path} ist keine Datei mit Playlists, die Tagger kennt. Gelesen werden M3U, Rekordbox-XML, Serato-Crates und Traktor-NML.</translation>
        </message>
        <message>
            <source>{path} holds no playlist. Export it again with the playlists that name your genres.</source>
            <translation>{path} enthält keine Playlist. Die Datei neu exportieren, mit den Playlists, die Genres nennen.</translation>
        </message>
        <message>
            <source>a list of more than {most:,} playlists</source>
            <translation>eine Liste von mehr als {most:,} Playlists</translation>
        </message>
        <message>
            <source>a list of more than {most:,} entries</source>
            <translation>eine Liste von mehr als {most:,} Einträgen</translation>
        </message>
        <message>
            <source>it is a file of “{element}”</source>
            <translation>Das ist eine Datei von „{element}“</translation>
        </message>
        <message>
            <source>it is nested more than {most} deep</source>
            <translation>Die Datei ist mehr als {most} Ebenen tief verschachtelt</translation>
        </message>
        <message>
            <source>{path} declares a document type, which {kind} never does; it was not read. Export it again.</source>
            <translation>{path} erklärt einen Dokumenttyp, was {kind} nie tut; die Datei wurde nicht gelesen. Sie neu exportieren.</translation>
        </message>
        <message>
            <source>of an absurd size</source>
            <translation>von unsinniger Größe</translation>
        </message>
        <message>
            <source>it is no valid XML ({error})</source>
            <translation>Das ist kein gültiges XML ({error})</translation>
        </message>
        <message>
            <source>an M3U playlist</source>
            <translation>eine M3U-Playlist</translation>
        </message>
        <message>
            <source>it is no text</source>
            <translation>Das ist kein Text</translation>
        </message>
        <message>
            <source>a Rekordbox collection</source>
            <translation>eine Rekordbox-Sammlung</translation>
        </message>
        <message>
            <source>a Serato crate</source>
            <translation>ein Serato-Crate</translation>
        </message>
        <message>
            <source>it does not begin as one</source>
            <translation>Die Datei beginnt nicht so</translation>
        </message>
        <message>
            <source>a list of more than {most:,} records</source>
            <translation>eine Liste von mehr als {most:,} Datensätzen</translation>
        </message>
        <message>
            <source>it ends in the middle of a record</source>
            <translation>Die Datei endet mitten in einem Datensatz</translation>
        </message>
        <message>
            <source>it ends before a record in it does</source>
            <translation>Die Datei endet, bevor ein Datensatz darin endet</translation>
        </message>
        <message>
            <source>a Traktor collection</source>
            <translation>eine Traktor-Sammlung</translation>
        </message>
        <message>
            <source>Tagger cannot show a window: the variable QT_QPA_PLATFORM asks for “{name}”, which Qt has no plugin for. Take it out of the environment and start Tagger again.</source>
            <translation>Tagger kann kein Fenster zeigen: Die Variable QT_QPA_PLATFORM verlangt „{name}“, und dafür hat Qt kein Plugin. Sie aus der Umgebung nehmen und Tagger neu starten.</translation>
        </message>
        <message>
            <source>Tagger cannot show a window, since there is no screen it can reach. Start it from a desktop, or use its commands: “tagger --help” lists them.</source>
            <translation>Tagger kann kein Fenster zeigen, denn es erreicht keinen Bildschirm. Es von einer Arbeitsfläche aus starten oder seine Befehle nutzen: „tagger --help“ nennt sie.</translation>
        </message>
        <message>
            <source>A part of Tagger is missing or damaged: Qt's plugin for the screen, “{name}” ({reason}). Download and install Tagger again.</source>
            <translation>Ein Teil von Tagger fehlt oder ist beschädigt: das Plugin von Qt für den Bildschirm, „{name}“ ({reason}). Tagger noch einmal herunterladen und neu installieren.</translation>
        </message>
        <message>
            <source>Playing</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Taking the decision back</source>
            <translation>Zurücknehmen der Entscheidung</translation>
        </message>
        <message>
            <source>Storing the decision</source>
            <translation>Speichern der Entscheidung</translation>
        </message>
        <message>
            <source>Source: {address}</source>
            <translation>Quelle: {address}</translation>
        </message>
        <message>
            <source>No genre was heard.</source>
            <translation>Es wurde kein Genre gehört.</translation>
        </message>
        <message>
            <source>Unsure: none of the genres you use fits.</source>
            <translation>Unsicher: Keines der verwendeten Genres passt.</translation>
        </message>
        <message>
            <source>Unsure: {genre} is only {share:.0%} likely.</source>
            <translation>Unsicher: {genre} ist nur zu {share:.0%} wahrscheinlich.</translation>
        </message>
        <message>
            <source>{genre} is only {share:.0%} likely.</source>
            <translation>{genre} ist nur zu {share:.0%} wahrscheinlich.</translation>
        </message>
        <message>
            <source>Analysing</source>
            <translation>Analyse</translation>
        </message>
        <message>
            <source>The file is online only; it was not fetched.</source>
            <translation>Die Datei liegt nur online; sie wurde nicht geholt.</translation>
        </message>
        <message>
            <source>The drive of this file is not there now.</source>
            <translation>Das Laufwerk dieser Datei ist gerade nicht da.</translation>
        </message>
        <message>
            <source>The file is no longer there.</source>
            <translation>Die Datei ist nicht mehr da.</translation>
        </message>
        <message>
            <source>It was not listened to yet.</source>
            <translation>Der Titel wurde noch nicht angehört.</translation>
        </message>
        <message>
            <source>the quick training</source>
            <translation>das schnelle Training</translation>
        </message>
        <message>
            <source>Training the whole network</source>
            <translation>Training des ganzen Netzes</translation>
        </message>
        <message>
            <source>No file of the examples can be read now.</source>
            <translation>Keine Datei der Beispiele lässt sich gerade lesen.</translation>
        </message>
        <message>
            <source>Could not read the folder</source>
            <translation>Der Ordner konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>{folder} has no folder with music that is named after a genre of the model. It knows {names}.</source>
            <translation>In {folder} ist kein Ordner mit Musik, der wie ein Genre des Modells heißt. Es kennt {names}.</translation>
        </message>
        <message>
            <source>{count:,} file lies in {folder} itself, beside the folders that name genres: left out.</source>
            <translation>{count:,} Datei liegt in {folder} selbst, neben den Ordnern mit Genrenamen: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} files lie in {folder} itself, beside the folders that name genres: left out.</source>
            <translation>{count:,} Dateien liegen in {folder} selbst, neben den Ordnern mit Genrenamen: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} file in {folder} without a genre in the tags: left out.</source>
            <translation>{count:,} Datei in {folder} ohne Genre in den Tags: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} files in {folder} without a genre in the tags: left out.</source>
            <translation>{count:,} Dateien in {folder} ohne Genre in den Tags: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} file is a copy of music that is there already; each piece counts once.</source>
            <translation>{count:,} Datei ist eine Kopie von Musik, die schon da ist; jedes Stück zählt einmal.</translation>
        </message>
        <message>
            <source>{count:,} files are copies of music that is there already; each piece counts once.</source>
            <translation>{count:,} Dateien sind Kopien von Musik, die schon da ist; jedes Stück zählt einmal.</translation>
        </message>
        <message>
            <source>{count:,} file is no longer there: left out.</source>
            <translation>{count:,} Datei ist nicht mehr da: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} files are no longer there: left out.</source>
            <translation>{count:,} Dateien sind nicht mehr da: ausgelassen.</translation>
        </message>
        <message>
            <source>{count:,} genre is left out for a name that is too long to be one, such as “{first}…”.</source>
            <translation>{count:,} Genre ist ausgelassen, weil der Name für eines zu lang ist: „{first}…“.</translation>
        </message>
        <message>
            <source>{count:,} genres are left out for a name that is too long to be one, such as “{first}…”.</source>
            <translation>{count:,} Genres sind ausgelassen, weil der Name für eines zu lang ist, etwa „{first}…“.</translation>
        </message>
        <message>
            <source>All examples are of one genre, {genre}. Without examples of others it is told apart only from the genres that the model knows.</source>
            <translation>Alle Beispiele gehören zu einem Genre, {genre}. Ohne Beispiele für andere wird es nur von den Genres unterschieden, die das Modell kennt.</translation>
        </message>
        <message>
            <source>; {count:,} has one track only, such as {names}</source>
            <translation>; {count:,} hat nur einen Titel, etwa {names}</translation>
        </message>
        <message>
            <source>; {count:,} have one track only, such as {names}</source>
            <translation>; {count:,} haben nur einen Titel, etwa {names}</translation>
        </message>
        <message>
            <source>These are {count:,} genres{rare}. Fewer and larger ones are learned better.</source>
            <translation>Das sind {count:,} Genres{rare}. Wenige und größere werden besser gelernt.</translation>
        </message>
        <message>
            <source> {count:,} file could not be read.</source>
            <translation> {count:,} Datei ließ sich nicht lesen.</translation>
        </message>
        <message>
            <source> {count:,} files could not be read.</source>
            <translation> {count:,} Dateien ließen sich nicht lesen.</translation>
        </message>
        <message>
            <source>There is no example of any genre.{unread} Choose folders that are named by genre, files with genres in their tags, or playlists of music in the library.</source>
            <translation>Es gibt für kein Genre ein Beispiel.{unread} Ordner mit Genrenamen wählen, Dateien mit Genres in den Tags oder Playlists mit Musik der Bibliothek.</translation>
        </message>
        <message>
            <source>These are {count:,} genres, and one model learns {most:,} at most. Do the chosen folders, tags or playlists name genres, and not artists or albums?</source>
            <translation>Das sind {count:,} Genres, und ein Modell lernt höchstens {most:,}. Nennen die gewählten Ordner, Tags oder Playlists wirklich Genres und nicht Interpreten oder Alben?</translation>
        </message>
        <message>
            <source>The library has no file of this name.</source>
            <translation>Die Bibliothek hat keine Datei dieses Namens.</translation>
        </message>
        <message>
            <source>Only its name is like that of {places}, which many files share.</source>
            <translation>Nur der Name gleicht dem von {places}, und so heißen viele Dateien.</translation>
        </message>
        <message>
            <source>It may be any of several files: {places}.</source>
            <translation>Mehrere Dateien kommen infrage: {places}.</translation>
        </message>
        <message>
            <source>your decision</source>
            <translation>eigene Entscheidung</translation>
        </message>
        <message>
            <source>the folder {place}</source>
            <translation>der Ordner {place}</translation>
        </message>
        <message>
            <source>its tags</source>
            <translation>die Tags</translation>
        </message>
        <message>
            <source>the playlist “{name}” of {file}</source>
            <translation>die Playlist „{name}“ aus {file}</translation>
        </message>
        <message>
            <source>The playlist “{name}” of {file} is empty.</source>
            <translation>Die Playlist „{name}“ aus {file} ist leer.</translation>
        </message>
        <message>
            <source>{lost:,} of {total:,} entries of {where} lead to no track of the library for certain. Add the folders of these files to the library and scan them.</source>
            <translation>{where}: {lost:,} von {total:,} Einträgen führen zu keinem eindeutigen Titel der Bibliothek. Die Ordner dieser Dateien zur Bibliothek hinzufügen und durchsuchen lassen.</translation>
        </message>
        <message>
            <source>{folder} holds no music that Tagger knows. Is it the right folder?</source>
            <translation>{folder} enthält keine Musik, die Tagger kennt. Ist es der richtige Ordner?</translation>
        </message>
        <message>
            <source>It could not be read. Scan it again.</source>
            <translation>Die Datei ließ sich nicht lesen. Sie neu durchsuchen lassen.</translation>
        </message>
        <message>
            <source>It is only online. Make it available on this computer and scan it again.</source>
            <translation>Die Datei liegt nur online. Sie auf diesem Rechner verfügbar machen und neu durchsuchen lassen.</translation>
        </message>
        <message>
            <source>The name of {count} file is not valid UTF-8; its other bytes stand as � in the CSV. In JSON such names are exact.</source>
            <translation>Der Name von {count} Datei ist kein gültiges UTF-8; fremde Bytes stehen in der CSV-Datei als �. In JSON sind solche Namen genau.</translation>
        </message>
        <message>
            <source>The names of {count:,} files are not valid UTF-8; their other bytes stand as � in the CSV. In JSON such names are exact.</source>
            <translation>Die Namen von {count:,} Dateien sind kein gültiges UTF-8; fremde Bytes stehen in der CSV-Datei als �. In JSON sind solche Namen genau.</translation>
        </message>
        <message>
            <source>The name of {count} file is not valid UTF-8 or holds a line break, so no playlist can name it.</source>
            <translation>Der Name von {count} Datei ist kein gültiges UTF-8 oder enthält einen Zeilenumbruch; keine Playlist kann sie nennen.</translation>
        </message>
        <message>
            <source>The names of {count:,} files are not valid UTF-8 or hold a line break, so no playlist can name them.</source>
            <translation>Die Namen von {count:,} Dateien sind kein gültiges UTF-8 oder enthalten einen Zeilenumbruch; keine Playlist kann sie nennen.</translation>
        </message>
        <message>
            <source>Forgetting</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <source>The whole network of the model “{name}” was fine-tuned, and a network does not forget. Train it again without these examples.</source>
            <translation>Beim Modell „{name}“ wurde das ganze Netz trainiert, und ein Netz vergisst nicht. Es ohne diese Beispiele neu trainieren.</translation>
        </message>
        <message>
            <source>Nothing of that is among the {count:,} examples of the model “{name}”.</source>
            <translation>Davon ist nichts unter den {count:,} Beispielen des Modells „{name}“.</translation>
        </message>
        <message>
            <source>These are all the examples of the model “{name}”. Delete the model instead.</source>
            <translation>Das sind alle Beispiele des Modells „{name}“. Stattdessen das Modell löschen.</translation>
        </message>
        <message>
            <source>Gathering examples</source>
            <translation>Sammeln der Beispiele</translation>
        </message>
        <message>
            <source>It is gone or empty. Is its drive plugged in?</source>
            <translation>Der Ordner ist weg oder leer. Ist das Laufwerk angeschlossen?</translation>
        </message>
        <message>
            <source>{count} track was taken out of this model before: out, until you accept a genre in Tagger.</source>
            <translation>{count} Titel wurde früher aus diesem Modell genommen: Er bleibt draußen, bis in Tagger ein Genre dafür übernommen wird.</translation>
        </message>
        <message>
            <source>{count:,} tracks were taken out of this model before: out, until you accept a genre in Tagger.</source>
            <translation>{count:,} Titel wurden früher aus diesem Modell genommen: Sie bleiben draußen, bis in Tagger ein Genre dafür übernommen wird.</translation>
        </message>
        <message>
            <source>Checking the examples</source>
            <translation>Prüfen der Beispiele</translation>
        </message>
        <message>
            <source>The file is not there now, and it was not listened to before.</source>
            <translation>Die Datei ist gerade nicht da und wurde noch nie angehört.</translation>
        </message>
        <message>
            <source>No music was found in this file.</source>
            <translation>In dieser Datei wurde keine Musik gefunden.</translation>
        </message>
        <message>
            <source>None of the {count:,} examples can be learned from. The first of them, {path}: {reason} Choose other music.</source>
            <translation>Aus keinem der {count:,} Beispiele lässt sich lernen. Das erste, {path}: {reason} Andere Musik wählen.</translation>
        </message>
        <message>
            <source>The model that comes with Tagger was not taught here. Teach a model of your own.</source>
            <translation>Das mitgelieferte Modell hat nicht hier gelernt. Ein eigenes Modell anlernen.</translation>
        </message>
        <message>
            <source>What the model “{name}” was taught from is not known in this library: it was imported, or the library was made anew. Teach another model from folders, tags or playlists.</source>
            <translation>Woraus das Modell „{name}“ gelernt hat, ist in dieser Bibliothek nicht bekannt: Es wurde importiert, oder die Bibliothek wurde neu angelegt. Ein anderes Modell aus Ordnern, Tags oder Playlists anlernen.</translation>
        </message>
        <message>
            <source>Rehearsing the redo</source>
            <translation>Probe des Wiederholens</translation>
        </message>
        <message>
            <source>Rehearsing the undo</source>
            <translation>Probe des Rückgängigmachens</translation>
        </message>
        <message>
            <source>No music was found in this file: only silence.</source>
            <translation>In dieser Datei wurde keine Musik gefunden, nur Stille.</translation>
        </message>
        <message>
            <source>No music was found in this file: only noise.</source>
            <translation>In dieser Datei wurde keine Musik gefunden, nur Geräusche.</translation>
        </message>
        <message>
            <source>No music was found in this file: only noise and silence.</source>
            <translation>In dieser Datei wurde keine Musik gefunden, nur Geräusche und Stille.</translation>
        </message>
        <message>
            <source>Could not listen to the file</source>
            <translation>Die Datei konnte nicht angehört werden</translation>
        </message>
        <message>
            <source>Listening failed because of an error in Tagger; the log has the details.</source>
            <translation>Das Anhören scheiterte an einem Fehler in Tagger; Näheres steht im Protokoll.</translation>
        </message>
        <message>
            <source>Drawing the map</source>
            <translation>Zeichnen der Karte</translation>
        </message>
        <message>
            <source>The file {path} is missing or damaged. Install Tagger again.</source>
            <translation>Die Datei {path} fehlt oder ist beschädigt. Tagger neu installieren.</translation>
        </message>
        <message>
            <source>The map could not be drawn by neighbours; the log has the details. Choose another layout.</source>
            <translation>Die Karte ließ sich nicht nach Nachbarn zeichnen; Näheres steht im Protokoll. Eine andere Anordnung wählen.</translation>
        </message>
        <message>
            <source>It lies in {folder}, where Tagger never writes.</source>
            <translation>Die Datei liegt in {folder}, wo Tagger nie schreibt.</translation>
        </message>
        <message>
            <source>{path} is no folder.</source>
            <translation>{path} ist kein Ordner.</translation>
        </message>
        <message>
            <source>{folder} is not among the folders that are never written.</source>
            <translation>{folder} gehört nicht zu den Ordnern, in die nie geschrieben wird.</translation>
        </message>
        <message>
            <source>It lies in {folder}, which is.</source>
            <translation>Der Ordner liegt in {folder}, und der gehört dazu.</translation>
        </message>
        <message>
            <source>Could not write {path}: it lies in {folder}, where Tagger never writes.</source>
            <translation>{path} konnte nicht geschrieben werden: Die Datei liegt in {folder}, wo Tagger nie schreibt.</translation>
        </message>
        <message>
            <source>Could not write {path}: it is named like music.</source>
            <translation>{path} konnte nicht geschrieben werden: Der Name ist der einer Musikdatei.</translation>
        </message>
        <message>
            <source>Could not write {path}: it is a folder.</source>
            <translation>{path} konnte nicht geschrieben werden: Das ist ein Ordner.</translation>
        </message>
        <message>
            <source>{path} exists already. Give --overwrite to replace it, or another name.</source>
            <translation>{path} gibt es schon. Mit --overwrite ersetzen oder einen anderen Namen angeben.</translation>
        </message>
        <message>
            <source>Its genre is right; another field is written.</source>
            <translation>Das Genre stimmt; ein anderes Feld wird geschrieben.</translation>
        </message>
        <message>
            <source>Its genre is right; its second tag is changed to it.</source>
            <translation>Das Genre stimmt; der zweite Tag wird angeglichen.</translation>
        </message>
        <message>
            <source>Tagger cannot write {format} files yet.</source>
            <translation>{format}-Dateien kann Tagger noch nicht schreiben.</translation>
        </message>
        <message>
            <source>no genre</source>
            <translation>kein Genre</translation>
        </message>
        <message>
            <source>Its genre was changed since the plan was made: it has {has}, and had {was}.</source>
            <translation>Das Genre wurde geändert, seit der Plan gemacht wurde: Jetzt ist es {has}, vorher war es {was}.</translation>
        </message>
        <message>
            <source>{genre} {share:.0%}</source>
            <translation>{genre} {share:.0%}</translation>
        </message>
        <message>
            <source>Heard: {scores}.</source>
            <translation>Gehört: {scores}.</translation>
        </message>
        <message>
            <source>It is damaged: {error}.</source>
            <translation>Die Zeile ist beschädigt: {error}.</translation>
        </message>
        <message>
            <source>{path} is empty, so it is no plan.</source>
            <translation>{path} ist leer, also kein Plan.</translation>
        </message>
        <message>
            <source>{path} is no plan of Tagger's, or its first line was changed. “tagger plan” makes one.</source>
            <translation>{path} ist kein Plan von Tagger, oder die erste Zeile wurde geändert. „tagger plan“ macht einen.</translation>
        </message>
        <message>
            <source>{path} was made by a newer Tagger (version {version} of the format; this one knows {known}). Nothing was done.</source>
            <translation>{path} stammt von einem neueren Tagger (Version {version} des Formats; dieses hier kennt {known}). Es wurde nichts getan.</translation>
        </message>
        <message>
            <source>Line {number} of the plan names this file already.</source>
            <translation>Zeile {number} des Plans nennt diese Datei schon.</translation>
        </message>
        <message>
            <source>The plan gives this file a place of its own machine, and no scanned track holds its music. Scan the folder in which it lies.</source>
            <translation>Der Plan nennt für diese Datei einen Ort auf dem Rechner, auf dem er entstand, und kein bekannter Titel enthält ihre Musik. Den Ordner durchsuchen lassen, in dem sie liegt.</translation>
        </message>
        <message>
            <source>The file is not there, and no scanned track holds its music.</source>
            <translation>Die Datei ist nicht da, und kein bekannter Titel enthält ihre Musik.</translation>
        </message>
        <message>
            <source>With --root, a plan is applied under another one.</source>
            <translation>Mit --root wird ein Plan unter einem anderen Ordner angewandt.</translation>
        </message>
        <message>
            <source>The file holds other music than when the plan was made.</source>
            <translation>Die Datei enthält andere Musik als beim Anlegen des Plans.</translation>
        </message>
        <message>
            <source>This is no audio file that Tagger knows.</source>
            <translation>Das ist keine Audiodatei, die Tagger kennt.</translation>
        </message>
        <message>
            <source>The files keep their modification times, as set: media servers and backup programs may not notice the change.</source>
            <translation>Die Dateien behalten wie eingestellt ihre Änderungszeiten: Medienserver und Sicherungsprogramme bemerken die Änderung womöglich nicht.</translation>
        </message>
        <message>
            <source>{count} file has a second tag (APEv2) with another genre; it is changed too.</source>
            <translation>{count} Datei hat einen zweiten Tag (APEv2) mit anderem Genre; er wird mitgeändert.</translation>
        </message>
        <message>
            <source>{count:,} files have a second tag (APEv2) with another genre; it is changed too.</source>
            <translation>{count:,} Dateien haben einen zweiten Tag (APEv2) mit anderem Genre; er wird mitgeändert.</translation>
        </message>
        <message>
            <source>{count} file has a second tag (APEv2) with another genre, which stays as it is and which some players show. The setting “second_tag” has it changed too.</source>
            <translation>{count} Datei hat einen zweiten Tag (APEv2) mit anderem Genre; er bleibt, und manche Player zeigen ihn. Mit der Einstellung „second_tag“ wird er mitgeändert.</translation>
        </message>
        <message>
            <source>{count:,} files have a second tag (APEv2) with another genre, which stays as it is and which some players show. The setting “second_tag” has it changed too.</source>
            <translation>{count:,} Dateien haben einen zweiten Tag (APEv2) mit anderem Genre; er bleibt, und manche Player zeigen ihn. Mit der Einstellung „second_tag“ wird er mitgeändert.</translation>
        </message>
        <message>
            <source>Could not look at a file whose write was cut off</source>
            <translation>Eine Datei, deren Schreibvorgang abgebrochen war, konnte nicht angesehen werden</translation>
        </message>
        <message>
            <source>Tagger was stopped before it changed the file.</source>
            <translation>Tagger wurde beendet, bevor es die Datei änderte.</translation>
        </message>
        <message>
            <source>A write was cut off before it changed the file; the file is as it was.</source>
            <translation>Ein Schreibvorgang brach ab, bevor er die Datei änderte; die Datei ist, wie sie war.</translation>
        </message>
        <message>
            <source>A write was cut off after it changed the file; it is complete and undoable.</source>
            <translation>Ein Schreibvorgang brach ab, nachdem er die Datei geändert hatte; er ist vollständig und lässt sich rückgängig machen.</translation>
        </message>
        <message>
            <source>Tagger was stopped, and the file was changed by another program since.</source>
            <translation>Tagger wurde beendet, und ein anderes Programm hat die Datei seither geändert.</translation>
        </message>
        <message>
            <source>A write was cut off, and another program changed the file since; Tagger leaves it as it is.</source>
            <translation>Ein Schreibvorgang brach ab, und ein anderes Programm hat die Datei seither geändert; Tagger lässt sie, wie sie ist.</translation>
        </message>
        <message>
            <source>A left-over copy of a write stays there. {reason}</source>
            <translation>Eine liegen gebliebene Kopie eines Schreibvorgangs bleibt dort. {reason}</translation>
        </message>
        <message>
            <source>A left-over copy of a write was removed.</source>
            <translation>Eine liegen gebliebene Kopie eines Schreibvorgangs wurde entfernt.</translation>
        </message>
        <message>
            <source>Could not remove left-over copies in {folder}</source>
            <translation>Liegen gebliebene Kopien in {folder} konnten nicht entfernt werden</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>Durchsuchen</translation>
        </message>
        <message>
            <source>There is no file {path} any more.</source>
            <translation>Die Datei {path} gibt es nicht mehr.</translation>
        </message>
        <message>
            <source>There is no file or folder {path}.</source>
            <translation>Eine Datei oder einen Ordner {path} gibt es nicht.</translation>
        </message>
        <message>
            <source>Could not read the folder: there is no permission. Change its permissions.</source>
            <translation>Der Ordner konnte nicht gelesen werden: Das Recht dazu fehlt. Seine Rechte ändern.</translation>
        </message>
        <message>
            <source>{message} Until then the model that comes with Tagger suggests.</source>
            <translation>{message} Bis dahin schlägt das mitgelieferte Modell vor.</translation>
        </message>
        <message>
            <source>{path} holds no settings. Choose a file that Tagger exported.</source>
            <translation>{path} enthält keine Einstellungen. Eine Datei wählen, die Tagger exportiert hat.</translation>
        </message>
        <message>
            <source>“{name}” is no setting of this version.</source>
            <translation>„{name}“ ist keine Einstellung dieser Version.</translation>
        </message>
        <message>
            <source>The model in use is chosen among the models, not here.</source>
            <translation>Das verwendete Modell wird bei den Modellen gewählt, nicht hier.</translation>
        </message>
        <message>
            <source>The genres that are suggested are ticked among the genres, not here.</source>
            <translation>Die vorgeschlagenen Genres werden bei den Genres angekreuzt, nicht hier.</translation>
        </message>
        <message>
            <source>Setting “{name}” must be a list of texts.</source>
            <translation>Die Einstellung „{name}“ muss eine Liste von Texten sein.</translation>
        </message>
        <message>
            <source>Setting “{name}” must name whole paths.</source>
            <translation>Die Einstellung „{name}“ muss vollständige Pfade nennen.</translation>
        </message>
        <message>
            <source>Setting “{name}” holds characters that are no text.</source>
            <translation>Die Einstellung „{name}“ enthält Zeichen, die kein Text sind.</translation>
        </message>
        <message>
            <source>Switching the model</source>
            <translation>Wechsel des Modells</translation>
        </message>
        <message>
            <source>Listening through</source>
            <translation>Durchhören</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Training</translation>
        </message>
        <message>
            <source>No example is left to learn from: all were taken out. Put some back, or add more.</source>
            <translation>Kein Beispiel ist übrig, aus dem sich lernen ließe: Alle wurden herausgenommen. Einige zurücklegen oder weitere hinzufügen.</translation>
        </message>
        <message>
            <source>The model is saved, but not the parents of its genres. {message}</source>
            <translation>Das Modell ist gespeichert, aber nicht die Obergenres seiner Genres. {message}</translation>
        </message>
        <message>
            <source>There is no batch {batch}. “tagger history” lists them.</source>
            <translation>Einen Stapel {batch} gibt es nicht. „tagger history“ listet alle auf.</translation>
        </message>
        <message>
            <source>Nothing of batch {batch} is left to undo.</source>
            <translation>Von Stapel {batch} ist nichts mehr rückgängig zu machen.</translation>
        </message>
        <message>
            <source>Nothing of batch {batch} is left to redo.</source>
            <translation>Von Stapel {batch} ist nichts mehr zu wiederholen.</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>Es gibt nichts zu wiederholen.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>Es gibt nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <source>There is nothing to undo for {path}.</source>
            <translation>Für {path} gibt es nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <source>There is nothing to redo for {path}.</source>
            <translation>Für {path} gibt es nichts zu wiederholen.</translation>
        </message>
        <message>
            <source>Batch {batch} has nothing to undo for {path}.</source>
            <translation>Stapel {batch} hat für {path} nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <source>Batch {batch} has nothing to redo for {path}.</source>
            <translation>Stapel {batch} hat für {path} nichts zu wiederholen.</translation>
        </message>
        <message>
            <source>The file {path} is not there. If it was moved, scan its new folder; if its drive is unplugged, plug it in.</source>
            <translation>Die Datei {path} ist nicht da. Wurde sie verschoben, den neuen Ordner durchsuchen lassen; ist das Laufwerk abgezogen, es anschließen.</translation>
        </message>
        <message>
            <source>Undoing</source>
            <translation>Rückgängigmachen</translation>
        </message>
        <message>
            <source>Redoing</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Could not undo the write</source>
            <translation>Der Schreibvorgang konnte nicht rückgängig gemacht werden</translation>
        </message>
        <message>
            <source>Undoing failed because of an error in Tagger; the log has the details.</source>
            <translation>Das Rückgängigmachen scheiterte an einem Fehler in Tagger; Näheres steht im Protokoll.</translation>
        </message>
        <message>
            <source>{reason} Undo does not either.</source>
            <translation>{reason} Auch das Rückgängigmachen schreibt dort nicht.</translation>
        </message>
        <message>
            <source>Tagger wrote {name} again in batch {later}; undo that one first, or only the genre can be brought back.</source>
            <translation>Tagger hat {name} in Stapel {later} noch einmal geschrieben; diesen zuerst rückgängig machen, sonst lässt sich nur das Genre zurückbringen.</translation>
        </message>
        <message>
            <source>Suggesting anew</source>
            <translation>Neue Vorschläge</translation>
        </message>
        <message>
            <source>At least one genre has to stay ticked.</source>
            <translation>Mindestens ein Genre muss angekreuzt bleiben.</translation>
        </message>
        <message>
            <source>Your folders cannot be watched: they are too many, or some may not be read. What changes in them appears when you come back to this window.</source>
            <translation>Die Ordner lassen sich nicht beobachten: Es sind zu viele, oder manche dürfen nicht gelesen werden. Was sich darin ändert, erscheint bei der Rückkehr in dieses Fenster.</translation>
        </message>
        <message>
            <source>Writing</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <source>Could not write the file</source>
            <translation>Die Datei konnte nicht geschrieben werden</translation>
        </message>
        <message>
            <source>Writing failed because of an error in Tagger; the log has the details.</source>
            <translation>Das Schreiben scheiterte an einem Fehler in Tagger; Näheres steht im Protokoll.</translation>
        </message>
        <message>
            <source>This file cannot be written.</source>
            <translation>Diese Datei lässt sich nicht schreiben.</translation>
        </message>
        <message>
            <source>Another program keeps changing this file. Try again when it is done.</source>
            <translation>Ein anderes Programm ändert diese Datei immer wieder. Erneut versuchen, wenn es fertig ist.</translation>
        </message>
        <message>
            <source>The music in this file is not the one that was listened to. Analyse it again.</source>
            <translation>Die Musik in dieser Datei ist nicht die, die angehört wurde. Sie neu analysieren.</translation>
        </message>
    </context>
</TS>
