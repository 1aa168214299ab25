import { type Weighted, weighted } from './random.ts';

export interface City {
  readonly name: string;
  readonly region: string;
}

export interface Place {
  readonly country: string;
  readonly currency: string;
  readonly legalForms: readonly string[];
  readonly cities: readonly City[];
  /** The countries that a supplier from here reaches without crossing an ocean, its own among them. */
  readonly neighbourhood: readonly string[];
}

// Country, share of the pool in per mille, currency; legal forms; cities with their regions. The most trade comes first.
const TABLE: Readonly<Record<string, readonly string[]>> = {
  EUROPE: [
    'DE 95 EUR; GmbH|GmbH & Co. KG|AG|KG; Stuttgart/Baden-Württemberg|München/Bayern|Hamburg/Hamburg|Köln/Nordrhein-Westfalen|Dortmund/Nordrhein-Westfalen|Leipzig/Sachsen',
    'IT 55 EUR; S.r.l.|S.p.A.|S.a.s.; Milano/Lombardia|Torino/Piemonte|Bologna/Emilia-Romagna|Brescia/Lombardia|Vicenza/Veneto',
    'FR 50 EUR; SAS|SARL|SA; Lyon/Auvergne-Rhône-Alpes|Paris/Île-de-France|Lille/Hauts-de-France|Toulouse/Occitanie|Nantes/Pays de la Loire',
    'GB 50 GBP; Ltd|PLC|LLP; Birmingham/West Midlands|London/Greater London|Manchester/North West|Leeds/Yorkshire|Bristol/South West',
    'ES 35 EUR; S.L.|S.A.; Barcelona/Cataluña|Madrid/Madrid|Valencia/Comunidad Valenciana|Bilbao/País Vasco|Zaragoza/Aragón',
    'NL 35 EUR; B.V.|N.V.; Rotterdam/Zuid-Holland|Eindhoven/Noord-Brabant|Amsterdam/Noord-Holland|Enschede/Overijssel',
    'PL 34 PLN; Sp. z o.o.|S.A.; Warszawa/Mazowieckie|Katowice/Śląskie|Wrocław/Dolnośląskie|Poznań/Wielkopolskie|Łódź/Łódzkie',
    'TR 26 TRY; A.Ş.|Ltd. Şti.; İstanbul/Marmara|Bursa/Marmara|İzmir/Ege|Gaziantep/Güneydoğu|Konya/İç Anadolu',
    'BE 20 EUR; BV|NV; Antwerpen/Vlaanderen|Gent/Vlaanderen|Liège/Wallonie|Bruxelles/Bruxelles',
    'CZ 19 CZK; s.r.o.|a.s.; Praha/Praha|Brno/Jihomoravský|Ostrava/Moravskoslezský|Plzeň/Plzeňský',
    'AT 16 EUR; GmbH|AG|KG; Wien/Wien|Linz/Oberösterreich|Graz/Steiermark|Dornbirn/Vorarlberg',
    'SE 16 SEK; AB|HB; Göteborg/Västra Götaland|Stockholm/Stockholm|Malmö/Skåne|Västerås/Västmanland',
    'CH 15 CHF; AG|GmbH|SA; Zürich/Zürich|Winterthur/Zürich|Basel/Basel-Stadt|Genève/Genève',
    'RO 13 RON; S.R.L.|S.A.; București/București|Cluj-Napoca/Cluj|Timișoara/Timiș|Brașov/Brașov',
    'HU 11 HUF; Kft.|Zrt.; Budapest/Budapest|Győr/Győr-Moson-Sopron|Debrecen/Hajdú-Bihar',
    'PT 11 EUR; Lda.|S.A.; Porto/Norte|Lisboa/Lisboa|Braga/Norte|Aveiro/Centro',
    'DK 10 DKK; ApS|A/S; Aarhus/Midtjylland|København/Hovedstaden|Odense/Syddanmark',
    'FI 9 EUR; Oy|Oyj; Tampere/Pirkanmaa|Helsinki/Uusimaa|Turku/Varsinais-Suomi|Vaasa/Pohjanmaa',
    'SK 8 EUR; s.r.o.|a.s.; Bratislava/Bratislavský|Košice/Košický|Žilina/Žilinský',
    'NO 7 NOK; AS|ASA; Oslo/Oslo|Stavanger/Rogaland|Bergen/Vestland',
    'IE 7 EUR; Ltd|DAC; Dublin/Leinster|Cork/Munster|Galway/Connacht',
    'GR 6 EUR; A.E.|E.P.E.; Athina/Attiki|Thessaloniki/Makedonia|Patra/Peloponnisos',
    'BG 6 EUR; EOOD|AD; Sofia/Sofia|Plovdiv/Plovdiv|Varna/Varna',
    'UA 5 UAH; TOV|PrAT; Kyiv/Kyiv|Lviv/Lviv|Dnipro/Dnipropetrovsk',
    'LT 5 EUR; UAB|AB; Vilnius/Vilnius|Kaunas/Kaunas|Klaipėda/Klaipėda',
    'HR 4 EUR; d.o.o.|d.d.; Zagreb/Zagreb|Rijeka/Primorje|Osijek/Slavonija',
    'SI 4 EUR; d.o.o.|d.d.; Ljubljana/Osrednjeslovenska|Maribor/Podravska|Celje/Savinjska',
    'RS 4 RSD; d.o.o.|a.d.; Beograd/Beograd|Novi Sad/Vojvodina|Niš/Nišava',
    'EE 3 EUR; OÜ|AS; Tallinn/Harju|Tartu/Tartu',
    'LV 3 EUR; SIA|AS; Rīga/Rīga|Liepāja/Kurzeme',
    'LU 2 EUR; S.à r.l.|S.A.; Luxembourg/Luxembourg|Esch/Esch',
    'CY 1 EUR; Ltd; Limassol/Limassol|Nicosia/Nicosia',
    'MT 1 EUR; Ltd; Valletta/Malta|Mosta/Malta',
  ],
  ASIA: [
    'CN 125 CNY; Co., Ltd.|Group Co., Ltd.|Technology Co., Ltd.; Shenzhen/Guangdong|Dongguan/Guangdong|Ningbo/Zhejiang|Suzhou/Jiangsu|Shanghai/Shanghai|Qingdao/Shandong|Yiwu/Zhejiang',
    'IN 62 INR; Pvt. Ltd.|Ltd.|LLP; Pune/Maharashtra|Mumbai/Maharashtra|Chennai/Tamil Nadu|Ahmedabad/Gujarat|Ludhiana/Punjab|Bengaluru/Karnataka',
    'JP 42 JPY; K.K.|Co., Ltd.|G.K.; Osaka/Kansai|Tokyo/Kanto|Nagoya/Chubu|Hamamatsu/Chubu|Fukuoka/Kyushu',
    'KR 34 KRW; Co., Ltd.|Inc.; Seoul/Seoul|Busan/Busan|Incheon/Incheon|Changwon/Gyeongnam',
    'TW 26 TWD; Co., Ltd.|Corp.; Taichung/Taichung|Taipei/Taipei|Kaohsiung/Kaohsiung|Tainan/Tainan',
    'VN 22 VND; JSC|Co., Ltd.; Ho Chi Minh City/South-East|Hanoi/Red River Delta|Da Nang/Central Coast',
    'TH 15 THB; Co., Ltd.|PCL; Bangkok/Bangkok|Chonburi/Eastern|Rayong/Eastern',
    'MY 12 MYR; Sdn. Bhd.|Bhd.; Penang/Penang|Shah Alam/Selangor|Johor Bahru/Johor',
    'ID 11 IDR; PT|Tbk PT; Jakarta/Jakarta|Surabaya/East Java|Bandung/West Java',
    'SG 9 SGD; Pte. Ltd.; Singapore/Singapore',
    'BD 6 BDT; Ltd.; Dhaka/Dhaka|Chattogram/Chattogram',
    'PK 5 PKR; Pvt. Ltd.; Karachi/Sindh|Sialkot/Punjab|Lahore/Punjab',
    'AU 9 AUD; Pty Ltd; Melbourne/Victoria|Sydney/New South Wales|Brisbane/Queensland',
  ],
  AMERICA: [
    'US 118 USD; Inc.|LLC|Corp.|Co.; Cleveland/Ohio|Houston/Texas|Chicago/Illinois|Los Angeles/California|Charlotte/North Carolina|Grand Rapids/Michigan|Newark/New Jersey',
    'MX 22 MXN; S.A. de C.V.|S. de R.L.; Monterrey/Nuevo León|Guadalajara/Jalisco|Querétaro/Querétaro|Tijuana/Baja California',
    'CA 21 CAD; Inc.|Ltd.; Toronto/Ontario|Montréal/Québec|Calgary/Alberta|Hamilton/Ontario',
    'BR 14 BRL; Ltda.|S.A.; São Paulo/São Paulo|Joinville/Santa Catarina|Caxias do Sul/Rio Grande do Sul',
    'CO 3 COP; S.A.S.; Bogotá/Cundinamarca|Medellín/Antioquia',
    'CL 3 CLP; SpA|S.A.; Santiago/Metropolitana|Concepción/Biobío',
  ],
  GULF_AND_AFRICA: [
    'AE 7 AED; LLC|FZCO; Dubai/Dubai|Sharjah/Sharjah|Abu Dhabi/Abu Dhabi',
    'IL 6 ILS; Ltd.; Haifa/Haifa|Tel Aviv/Tel Aviv',
    'ZA 6 ZAR; (Pty) Ltd; Johannesburg/Gauteng|Durban/KwaZulu-Natal|Gqeberha/Eastern Cape',
    'EG 4 EGP; S.A.E.; Cairo/Cairo|Alexandria/Alexandria',
    'MA 3 MAD; SARL|SA; Casablanca/Casablanca-Settat|Tanger/Tanger-Tétouan',
    'SA 4 SAR; LLC|Co.; Jeddah/Makkah|Dammam/Eastern',
  ],
};

interface WeightedPlace extends Place {
  readonly weight: number;
}

function readRow(row: string, neighbourhood: readonly string[]): WeightedPlace {
  const [head = '', legalForms = '', cities = ''] = row.split('; ');
  const [country = '', weight = '', currency = ''] = head.split(' ');
  return {
    country,
    currency,
    neighbourhood,
    weight: Number(weight),
    legalForms: legalForms.split('|'),
    cities: cities.split('|').map((city) => {
      const [name = '', region = ''] = city.split('/');
      return { name, region };
    }),
  };
}

const ALL = Object.values(TABLE).flatMap((rows) => {
  const countries = rows.map((row) => row.slice(0, 2));
  return rows.map((row) => readRow(row, countries));
});

/** Where made-up suppliers sit, weighted about as world trade is. */
export const PLACES: Weighted<Place> = weighted(ALL, (place) => place.weight);

/** Every country that a made-up supplier can name. */
export const WORLD: readonly string[] = ALL.map((place) => place.country).toSorted();
