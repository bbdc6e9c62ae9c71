//! What columns are called elsewhere: in the languages that lists of guests come in, and by the programs that make them.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::column::Column;

/// Other names of a column, in lower case: German, French, Spanish, Italian, Portuguese, Dutch, Danish and Norwegian,
/// Polish, Russian, Arabic, Chinese. Accents do not matter.
const ALSO: [(Column, &str); 24] = [
    (
        Column::Name,
        "name des gastes, vollstandiger name, besucher, gast, teilnehmer, nom complet, nom et prenom, \
         nom prenom, prenom et nom, visiteur, invite, participant, participants, attendee, delegate, \
         nombre completo, nombre y apellidos, visitante, invitado, nome completo, nome e cognome, visitatore, \
         ospite, naam, volledige naam, bezoeker, navn, fulde navn, fullt navn, gaest, imie i nazwisko, фио, \
         имя и фамилия, полное имя, посетитель, гость, الاسم, الاسم الكامل, اسم الزائر, 姓名, 访客, 访客姓名",
    ),
    (
        Column::Given,
        "vorname, vornamen, prenom, prenoms, nombre, nombres, nome, nome proprio, voornaam, voornamen, fornavn, \
         imie, imiona, имя, الاسم الأول, 名",
    ),
    (
        Column::Surname,
        "nachname, familienname, zuname, nom, nom de famille, apellido, apellidos, cognome, sobrenome, apelido, \
         achternaam, efternavn, etternavn, nazwisko, фамилия, اسم العائلة, 姓",
    ),
    (
        Column::Organisation,
        "organisation name, firma, unternehmen, institution, delegation, delegation name, ministry, societe, \
         entreprise, organisme, employeur, organizacion, empresa, institucion, organizzazione, azienda, ente, \
         organizacao, organisatie, bedrijf, virksomhed, bedrift, organisasjon, organizacja, организация, \
         компания, место работы, المؤسسة, الشركة, الجهة, 单位, 公司, 机构",
    ),
    (
        Column::Nationality,
        "staatsangehorigkeit, nationalitat, nationalite, nacionalidad, nazionalita, cittadinanza, nacionalidade, \
         nationaliteit, nationalitet, statsborgerskab, statsborgerskap, obywatelstwo, narodowosc, гражданство, \
         الجنسية, 国籍, nationality iso, country",
    ),
    (
        Column::Born,
        "geburtsdatum, geboren, geb datum, geboren am, date de naissance, ne le, nee le, fecha de nacimiento, \
         f nacimiento, data di nascita, data de nascimento, geboortedatum, fodselsdato, fodselsdag, \
         data urodzenia, дата рождения, تاريخ الميلاد, 出生日期, date of birth yyyy mm dd",
    ),
    (
        Column::Document,
        "id, id number, id no, passport nr, passport id number, travel document, ausweisnummer, ausweis nr, \
         passnummer, pass nr, reisepass, reisepassnummer, numero de passeport, n passeport, passeport, \
         no passeport, piece d identite, numero de pasaporte, pasaporte, n pasaporte, documento, \
         numero passaporto, passaporto, numero do passaporte, paspoortnummer, paspoort, pasnummer, passnr, \
         pas nr, numer paszportu, paszport, номер паспорта, паспорт, رقم الجواز, رقم جواز السفر, 护照号, 护照号码, 证件号码",
    ),
    (
        Column::Host,
        "gastgeber, ansprechpartner, besuchter, besucht, hote, personne visitee, visite a, anfitrion, visita a, \
         persona visitada, ospitante, persona da visitare, anfitriao, gastheer, contactpersoon, vaert, vert, \
         kontaktperson, gospodarz, принимающий, принимающее лицо, к кому, المضيف, 接待人, 被访人, contact, \
         contact person",
    ),
    (
        Column::Purpose,
        "besuchsgrund, zweck, grund, anlass, objet, motif, objet de la visite, motif de la visite, motivo, \
         motivo de la visita, objeto, scopo, motivo della visita, doel, reden, formal, aerinde, cel, cel wizyty, \
         цель, цель визита, الغرض, سبب الزيارة, 目的, 来访目的, 事由",
    ),
    (
        Column::From,
        "von, beginn, ankunft, de, debut, arrivee, du, desde, inicio, llegada, da, inizio, arrivo, chegada, van, \
         begin, aankomst, fra, ankomst, od, poczatek, с, начало, прибытие, من, الوصول, 开始, 到达时间, start time, \
         from date, arrival time",
    ),
    (
        Column::Until,
        "bis, ende, abreise, a, fin, depart, au, hasta, salida, fine, partenza, ate, saida, tot, einde, vertrek, \
         til, afgang, avgang, do, koniec, по, до, конец, убытие, إلى, المغادرة, 结束, 离开时间, end time, \
         departure time, to date",
    ),
    (
        Column::When,
        "wann, zeit, termin, quand, horaire, cuando, horario, quando, orario, wanneer, hvornar, nar, kiedy, \
         когда, время, متى, 时间",
    ),
    (
        Column::Areas,
        "bereich, bereiche, zone d acces, secteur, secteurs, area de acceso, aree, gebied, omrade, omrader, \
         strefa, зона, المنطقة, 区域",
    ),
    (
        Column::Escort,
        "begleitung, begleitpflicht, escorte, accompagnement, escolta, acompanante, scorta, begeleiding, \
         ledsagelse, eskorta, сопровождение, مرافقة, 陪同",
    ),
    (Column::Category, "kategorie, art, categorie, categoria, kategori, kategoria, категория, الفئة, 类别"),
    (
        Column::Reference,
        "referenz, aktenzeichen, reference de la visite, referencia, riferimento, referentie, referanse, \
         numer referencyjny, номер заявки, المرجع, 编号",
    ),
    (
        Column::Section,
        "abteilung, referat, service, departement, seccion, departamento, reparto, ufficio, afdeling, avdeling, \
         wydzial, отдел, القسم, 部门",
    ),
    (
        Column::Items,
        "gegenstande, mitgebracht, materiel, objets, objetos, equipo, oggetti, materiaal, udstyr, utstyr, \
         przedmioty, предметы, الأغراض, 携带物品",
    ),
    (
        Column::Languages,
        "sprache, sprachen, langue, langues, idioma, idiomas, lingua, lingue, taal, talen, sprog, sprak, jezyk, \
         язык, языки, اللغة, 语言",
    ),
    (
        Column::Email,
        "e mail adresse, mailadresse, courriel, adresse electronique, correo, correo electronico, posta elettronica, \
         e postadres, epost, adres e mail, электронная почта, эл почта, البريد الإلكتروني, 电子邮件, 邮箱",
    ),
    (
        Column::Plate,
        "kennzeichen, kfz kennzeichen, immatriculation, plaque, matricula, targa, kenteken, nummerplade, \
         registreringsnummer, numer rejestracyjny, номер автомобиля, госномер, رقم اللوحة, 车牌, 车牌号, \
         car registration, licence plate, license plate",
    ),
    (
        Column::Needs,
        "barrierefreiheit, besoins particuliers, accesibilidad, necesidades, esigenze, behov, \
         особые потребности, special needs",
    ),
    (
        Column::DeskNote,
        "note, notes, bemerkung, bemerkungen, notiz, remarque, remarques, observaciones, nota, note interne, \
         opmerking, bemaerkning, merknad, uwagi, примечание, ملاحظات, 备注, comment, comments, remarks",
    ),
    (
        Column::OtherNames,
        "geburtsname, alias, autres noms, otros nombres, altri nomi, andre navne, другие имена, also known as, \
         nee, maiden name",
    ),
];

/// The column that a header names in another language.
pub(super) fn of(plain: &str) -> Option<Column> {
    static KNOWN: OnceLock<HashMap<String, Column>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        // Where two columns have one name, the first of them: better none than the wrong one is for whoever looks.
        let all = ALSO.iter().rev().flat_map(|(column, names)| names.split(", ").map(|name| (bare(name), *column)));
        all.collect()
    });
    known.get(&bare(plain)).copied()
}

/// Without accents.
fn bare(text: &str) -> String {
    let special = |c: char| match c {
        'ø' => 'o',
        'ł' => 'l',
        other => other,
    };
    text.replace('ß', "ss").replace('æ', "ae").nfkd().filter(|c| !is_combining_mark(*c)).map(special).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_in_many_languages() {
        for (header, column) in [
            ("Geburtsdatum", Column::Born),
            ("Prénom", Column::Given),
            ("NOM", Column::Surname),
            ("N° passeport", Column::Document),
            ("Fødselsdato", Column::Born),
            ("ФИО", Column::Name),
            ("Дата рождения", Column::Born),
            ("رقم جواز السفر", Column::Document),
            ("国籍", Column::Nationality),
            ("Imię i nazwisko", Column::Name),
            ("Vært", Column::Host),
            ("Gaest", Column::Name),
            ("Staatsangehörigkeit", Column::Nationality),
        ] {
            assert_eq!(Column::of(header), Some(column), "{header}");
        }
        assert_eq!(Column::of("Schuhgröße"), None);
    }

    #[test]
    fn no_name_is_of_two_columns() {
        let mut seen: HashMap<String, Column> = HashMap::new();
        for (column, name) in ALSO.iter().flat_map(|(column, names)| names.split(", ").map(move |name| (*column, name)))
        {
            assert_eq!(seen.insert(bare(name), column), None, "{name}");
            assert_eq!(Column::of(name), Some(column), "{name}");
        }
    }
}
