// Ten scripts as marketers write them, each in five languages: what bench/speechSeconds.js has spoken.
// `spoken` is the same Chinese text in pinyin, for espeak-ng knows only some of the characters.

module.exports = [
	{
		en: 'Hello and welcome! In the next minute I will show you how our new app helps your team to plan a whole week of work without a single meeting.',
		de: 'Hallo und herzlich willkommen! In der nächsten Minute zeige ich Ihnen, wie unsere neue App Ihrem Team hilft, eine ganze Arbeitswoche ohne eine einzige Besprechung zu planen.',
		es: '¡Hola y bienvenidos! En el próximo minuto les mostraré cómo nuestra nueva aplicación ayuda a su equipo a planificar toda una semana de trabajo sin una sola reunión.',
		fr: 'Bonjour et bienvenue ! Dans la minute qui vient, je vais vous montrer comment notre nouvelle application aide votre équipe à planifier toute une semaine de travail sans une seule réunion.',
		zh: '大家好，欢迎观看！在接下来的一分钟里，我会告诉你，我们的新应用怎样帮助你的团队不开一次会就安排好一整周的工作。',
		spoken:
			'da4 jia1 hao3, huan1 ying2 guan1 kan4! zai4 jie1 xia4 lai2 de5 yi4 fen1 zhong1 li3, wo3 hui4 gao4 su4 ni3, wo3 men5 de5 xin1 ying4 yong4 zen3 yang4 bang1 zhu4 ni3 de5 tuan2 dui4 bu4 kai1 yi2 ci4 hui4 jiu4 an1 pai2 hao3 yi4 zheng3 zhou1 de5 gong1 zuo4.',
	},
	{
		en: 'Every morning at 9 the system checks your stock. If fewer than 25 pieces are left, it orders 100 more and tells you by email. You only have to say yes.',
		de: 'Jeden Morgen um 9 prüft das System Ihren Bestand. Sind weniger als 25 Stück übrig, bestellt es 100 nach und sagt Ihnen per E-Mail Bescheid. Sie müssen nur noch zustimmen.',
		es: 'Cada mañana a las 9 el sistema revisa sus existencias. Si quedan menos de 25 piezas, pide 100 más y le avisa por correo. Usted solo tiene que decir que sí.',
		fr: 'Chaque matin à 9 heures, le système vérifie votre stock. S’il reste moins de 25 pièces, il en commande 100 de plus et vous prévient par courriel. Il vous suffit de dire oui.',
		zh: '每天早上9点，系统会检查你的库存。如果剩下不到25件，它会再订100件，并用邮件通知你。你只需要说好。',
		spoken:
			'mei3 tian1 zao3 shang4 jiu3 dian3, xi4 tong3 hui4 jian3 cha2 ni3 de5 ku4 cun2. ru2 guo3 sheng4 xia4 bu2 dao4 er4 shi2 wu3 jian4, ta1 hui4 zai4 ding4 yi4 bai3 jian4, bing4 yong4 you2 jian4 tong1 zhi1 ni3. ni3 zhi3 xu1 yao4 shuo1 hao3.',
	},
	{
		en: 'Thank you for your order. <break time="1s"/> It will be packed today and leaves our house tomorrow. <break time="500ms"/> You can follow it on our website.',
		de: 'Vielen Dank für Ihre Bestellung. <break time="1s"/> Sie wird heute verpackt und verlässt morgen unser Haus. <break time="500ms"/> Auf unserer Website können Sie sie verfolgen.',
		es: 'Gracias por su pedido. <break time="1s"/> Hoy lo empaquetamos y mañana sale de nuestra casa. <break time="500ms"/> Puede seguirlo en nuestra página web.',
		fr: 'Merci pour votre commande. <break time="1s"/> Elle sera emballée aujourd’hui et quittera notre maison demain. <break time="500ms"/> Vous pouvez la suivre sur notre site.',
		zh: '感谢您的订单。<break time="1s"/>今天我们会打包，明天从我们公司发出。<break time="500ms"/>您可以在我们的网站上查看。',
		spoken:
			'gan3 xie4 nin2 de5 ding4 dan1. <break time="1s"/> jin1 tian1 wo3 men5 hui4 da3 bao1, ming2 tian1 cong2 wo3 men5 gong1 si1 fa1 chu1. <break time="500ms"/> nin2 ke3 yi3 zai4 wo3 men5 de5 wang3 zhan4 shang4 cha2 kan4.',
	},
	{
		en: 'What makes a good manager? Listening. People who feel heard stay longer, speak up earlier and find better ideas. In this course you will learn three simple questions that open almost any conversation.',
		de: 'Was macht eine gute Führungskraft aus? Zuhören. Wer sich gehört fühlt, bleibt länger, meldet sich früher und findet bessere Ideen. In diesem Kurs lernen Sie drei einfache Fragen, die fast jedes Gespräch öffnen.',
		es: '¿Qué hace a un buen jefe? Escuchar. Quien se siente escuchado se queda más tiempo, habla antes y encuentra mejores ideas. En este curso aprenderá tres preguntas sencillas que abren casi cualquier conversación.',
		fr: 'Qu’est-ce qui fait un bon manager ? L’écoute. Les gens qui se sentent écoutés restent plus longtemps, parlent plus tôt et trouvent de meilleures idées. Dans ce cours, vous apprendrez trois questions simples qui ouvrent presque toutes les conversations.',
		zh: '好的经理靠什么？靠倾听。感到被倾听的人会留得更久，更早开口，也会找到更好的主意。在这门课里，你会学到三个简单的问题，它们几乎能打开任何谈话。',
		spoken:
			'hao3 de5 jing1 li3 kao4 shen2 me5? kao4 qing1 ting1. gan3 dao4 bei4 qing1 ting1 de5 ren2 hui4 liu2 de5 geng4 jiu3, geng4 zao3 kai1 kou3, ye3 hui4 zhao3 dao4 geng4 hao3 de5 zhu3 yi4. zai4 zhe4 men2 ke4 li3, ni3 hui4 xue2 dao4 san1 ge4 jian3 dan1 de5 wen4 ti2, ta1 men5 ji1 hu1 neng2 da3 kai1 ren4 he2 tan2 hua4.',
	},
	{
		en: 'Spring is here, and so is our sale. All jackets, shoes and bags are 20% off until Sunday. Come and see us, or order from home. We look forward to your visit.',
		de: 'Der Frühling ist da und mit ihm unser Ausverkauf. Alle Jacken, Schuhe und Taschen sind bis Sonntag um 20% günstiger. Kommen Sie vorbei oder bestellen Sie von zu Hause. Wir freuen uns auf Sie.',
		es: 'Llegó la primavera y con ella nuestras rebajas. Todas las chaquetas, los zapatos y los bolsos tienen un 20% de descuento hasta el domingo. Venga a vernos o haga su pedido desde casa. Le esperamos.',
		fr: 'Le printemps est là, et nos soldes aussi. Toutes les vestes, chaussures et sacs sont à moins 20% jusqu’à dimanche. Venez nous voir ou commandez de chez vous. Nous nous réjouissons de votre visite.',
		zh: '春天来了，我们的促销也来了。所有外套、鞋子和包，星期天以前都打八折。请来店里看看，或者在家下单。我们期待您的光临。',
		spoken:
			'chun1 tian1 lai2 le5, wo3 men5 de5 cu4 xiao1 ye3 lai2 le5. suo3 you3 wai4 tao4, xie2 zi5 he2 bao1, xing1 qi1 tian1 yi3 qian2 dou1 da3 ba1 zhe2. qing3 lai2 dian4 li3 kan4 kan4, huo4 zhe3 zai4 jia1 xia4 dan1. wo3 men5 qi1 dai4 nin2 de5 guang1 lin2.',
	},
	{
		en: 'Our house is a small hotel by the sea. There are twelve rooms, a garden with old trees, and a kitchen that uses only what the village grows. The train stops five minutes away.',
		de: 'Unser Haus ist ein kleines Hotel am Meer. Es hat zwölf Zimmer, einen Garten mit alten Bäumen und eine Küche, die nur verwendet, was im Dorf wächst. Der Zug hält fünf Minuten entfernt.',
		es: 'Nuestra casa es un pequeño hotel junto al mar. Hay doce habitaciones, un jardín con árboles viejos y una cocina que usa solo lo que crece en el pueblo. El tren para a cinco minutos.',
		fr: 'Notre maison est un petit hôtel au bord de la mer. Il y a douze chambres, un jardin aux vieux arbres et une cuisine qui n’utilise que ce que le village fait pousser. Le train s’arrête à cinq minutes.',
		zh: '我们的房子是海边的一家小旅馆。有十二个房间，一个种着老树的花园，还有一个只用村里出产的厨房。火车站离这里五分钟。',
		spoken:
			'wo3 men5 de5 fang2 zi5 shi4 hai3 bian1 de5 yi4 jia1 xiao3 lü3 guan3. you3 shi2 er4 ge4 fang2 jian1, yi2 ge4 zhong4 zhe5 lao3 shu4 de5 hua1 yuan2, hai2 you3 yi2 ge4 zhi3 yong4 cun1 li3 chu1 chan3 de5 chu2 fang2. huo3 che1 zhan4 li2 zhe4 li3 wu3 fen1 zhong1.',
	},
	{
		en: 'Please wash your hands before you enter. Put on the white coat and the cap. Do not touch the machines, and stay behind the yellow line. If you hear the bell, leave the hall at once.',
		de: 'Bitte waschen Sie sich die Hände, bevor Sie eintreten. Ziehen Sie den weißen Kittel und die Haube an. Berühren Sie die Maschinen nicht und bleiben Sie hinter der gelben Linie. Wenn Sie die Glocke hören, verlassen Sie sofort die Halle.',
		es: 'Lávese las manos antes de entrar. Póngase la bata blanca y el gorro. No toque las máquinas y quédese detrás de la línea amarilla. Si oye la campana, salga de la sala en seguida.',
		fr: 'Lavez-vous les mains avant d’entrer. Mettez la blouse blanche et le bonnet. Ne touchez pas aux machines et restez derrière la ligne jaune. Si vous entendez la cloche, quittez la salle tout de suite.',
		zh: '进来之前请先洗手。穿上白大衣，戴上帽子。不要碰机器，请站在黄线后面。如果听到铃声，请马上离开大厅。',
		spoken:
			'jin4 lai2 zhi1 qian2 qing3 xian1 xi3 shou3. chuan1 shang4 bai2 da4 yi1, dai4 shang4 mao4 zi5. bu2 yao4 peng4 ji1 qi4, qing3 zhan4 zai4 huang2 xian4 hou4 mian4. ru2 guo3 ting1 dao4 ling2 sheng1, qing3 ma3 shang4 li2 kai1 da4 ting1.',
	},
	{
		en: 'In 2025 we served 4,300 customers in 17 countries. This year we want to reach 6,000. To get there we are opening two new offices and hiring 40 people.',
		de: 'Im Jahr 2025 haben wir 4.300 Kunden in 17 Ländern betreut. Dieses Jahr wollen wir 6.000 erreichen. Dafür eröffnen wir zwei neue Büros und stellen 40 Menschen ein.',
		es: 'En 2025 atendimos a 4.300 clientes en 17 países. Este año queremos llegar a 6.000. Para lograrlo abriremos dos oficinas nuevas y contrataremos a 40 personas.',
		fr: 'En 2025, nous avons servi 4.300 clients dans 17 pays. Cette année, nous voulons en atteindre 6.000. Pour cela, nous ouvrons deux nouveaux bureaux et embauchons 40 personnes.',
		zh: '2025年，我们在17个国家服务了4300个客户。今年我们想达到6000个。为此我们要开两家新办公室，招40个人。',
		spoken:
			'er4 ling2 er4 wu3 nian2, wo3 men5 zai4 shi2 qi1 ge4 guo2 jia1 fu2 wu4 le5 si4 qian1 san1 bai3 ge4 ke4 hu4. jin1 nian2 wo3 men5 xiang3 da2 dao4 liu4 qian1 ge4. wei4 ci3 wo3 men5 yao4 kai1 liang3 jia1 xin1 ban4 gong1 shi4, zhao1 si4 shi2 ge4 ren2.',
	},
	{
		en: 'Good morning, everyone.',
		de: 'Guten Morgen zusammen.',
		es: 'Buenos días a todos.',
		fr: 'Bonjour à tous et à toutes.',
		zh: '大家早上好。',
		spoken: 'da4 jia1 zao3 shang4 hao3.',
	},
	{
		en: 'Water is the most precious thing we have. We drink it, we wash with it, we grow our food with it, and yet one glass in three is lost on the way from the source to the tap. Our sensors listen to the pipes day and night. When a pipe begins to leak, it makes a sound that no person can hear. The sensor hears it, marks the place on a map and calls the workers. So the city repairs a pipe before the street is under water, and saves millions of litres every year.',
		de: 'Wasser ist das Kostbarste, was wir haben. Wir trinken es, wir waschen uns damit, wir bauen damit unser Essen an, und doch geht jedes dritte Glas auf dem Weg von der Quelle zum Hahn verloren. Unsere Sensoren horchen Tag und Nacht an den Rohren. Wenn ein Rohr zu lecken beginnt, macht es ein Geräusch, das kein Mensch hören kann. Der Sensor hört es, markiert die Stelle auf einer Karte und ruft die Arbeiter. So repariert die Stadt ein Rohr, bevor die Straße unter Wasser steht, und spart jedes Jahr Millionen Liter.',
		es: 'El agua es lo más valioso que tenemos. La bebemos, nos lavamos con ella, cultivamos con ella nuestra comida, y sin embargo uno de cada tres vasos se pierde en el camino de la fuente al grifo. Nuestros sensores escuchan las tuberías día y noche. Cuando una tubería empieza a perder agua, hace un sonido que ninguna persona puede oír. El sensor lo oye, marca el lugar en un mapa y llama a los trabajadores. Así la ciudad repara una tubería antes de que la calle quede bajo el agua y ahorra millones de litros cada año.',
		fr: 'L’eau est ce que nous avons de plus précieux. Nous la buvons, nous nous lavons avec, nous cultivons avec elle notre nourriture, et pourtant un verre sur trois se perd entre la source et le robinet. Nos capteurs écoutent les tuyaux jour et nuit. Quand un tuyau commence à fuir, il fait un bruit que personne ne peut entendre. Le capteur l’entend, marque l’endroit sur une carte et appelle les ouvriers. Ainsi la ville répare un tuyau avant que la rue ne soit sous l’eau et économise des millions de litres chaque année.',
		zh: '水是我们最宝贵的东西。我们喝水，用水洗，用水种粮食，可是从水源到水龙头，三杯水里有一杯会在路上丢失。我们的传感器日夜听着水管。水管开始漏水的时候，会发出人听不到的声音。传感器听到了，就在地图上标出地点，通知工人。这样，街道被水淹以前，城市就修好了水管，每年省下几百万升水。',
		spoken:
			'shui3 shi4 wo3 men5 zui4 bao3 gui4 de5 dong1 xi1. wo3 men5 he1 shui3, yong4 shui3 xi3, yong4 shui3 zhong4 liang2 shi2, ke3 shi4 cong2 shui3 yuan2 dao4 shui3 long2 tou2, san1 bei1 shui3 li3 you3 yi4 bei1 hui4 zai4 lu4 shang4 diu1 shi1. wo3 men5 de5 chuan2 gan3 qi4 ri4 ye4 ting1 zhe5 shui3 guan3. shui3 guan3 kai1 shi3 lou4 shui3 de5 shi2 hou4, hui4 fa1 chu1 ren2 ting1 bu2 dao4 de5 sheng1 yin1. chuan2 gan3 qi4 ting1 dao4 le5, jiu4 zai4 di4 tu2 shang4 biao1 chu1 di4 dian3, tong1 zhi1 gong1 ren2. zhe4 yang4, jie1 dao4 bei4 shui3 yan1 yi3 qian2, cheng2 shi4 jiu4 xiu1 hao3 le5 shui3 guan3, mei3 nian2 sheng3 xia4 ji3 bai3 wan4 sheng1 shui3.',
	},
];
