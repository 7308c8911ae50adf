export default 'Asia/Tokyo';
